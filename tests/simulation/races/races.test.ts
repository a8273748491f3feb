import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { counterpart as examplepay } from '../../providers/examplepay/counterpart.ts';
import { counterpart as nexapay } from '../../providers/nexapay/counterpart.ts';
import { stablecoin } from '../../providers/stablecoin-gateway/counterpart.ts';
import { kinds } from '../kinds.ts';
import { openSimulator } from '../simulator.ts';
import type { Simulator } from '../simulator.ts';
import { Tally } from '../tally.ts';
import { race } from './race.ts';

/** A short run of `npm run prove -- races`: the seed of a failure is in its message. */
describe('fifty refunds at once', { timeout: 120_000 }, () => {
  let simulator: Simulator;
  beforeAll(async () => (simulator = await openSimulator(kinds.races.options)));
  afterAll(() => simulator.close());
  const seed = randomBytes(4).toString('hex');

  it.each([
    ['NexaPay, which takes them at once', nexapay],
    ['ExamplePay', examplepay],
    ['XCheckout, which takes one at a time', stablecoin('ANEXPAY_XCHECKOUT')],
    ['W Checkout, which takes one at a time', stablecoin('W_CHECKOUT')],
  ])('never take more than was paid at %s', async (_name, counterpart) => {
    for (let number = 1; number <= 3; number += 1) {
      // oxlint-disable-next-line no-await-in-loop
      const { complaints } = await race(simulator, new Tally(), seed, number, [counterpart]);
      expect(complaints, `seed ${seed}, number ${number}`).toEqual([]);
    }
  });
});
