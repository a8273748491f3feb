import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Fault } from '../../sandbox/faults.ts';
import type { StablecoinBrand } from '../../sandbox/sandbox.ts';
import { openWorld, providersOfSandbox } from '../support/app.ts';
import type { World } from '../support/app.ts';
import * as documents from '../support/documents.ts';
import {
  ask,
  exchangesOf,
  newKey,
  orderInput,
  overpaid,
  paid,
  pathOf,
  refundAddress,
  resolve,
  settlementInput,
} from '../support/operations.ts';
import type { Document, Subject } from '../support/operations.ts';

/** Something that has an effect at a provider, once. */
interface Deed {
  name: string;
  operation:
    | 'createOrder'
    | 'createRefund'
    | 'refundAbnormalPayment'
    | 'createSettlement'
    | 'createFiatSettlement';
  /** What its exchange with the provider is called, where not like the provider's operation. */
  exchange?: string;
  effect: 'ordersCreated' | 'refundsCreated' | 'settlementsCreated';
  document: Document;
  /** What an accepted one is at first. */
  accepted: string;
  /** Another one to do each time. */
  input: (world: World, provider: StablecoinBrand) => Promise<object>;
}

const deeds: readonly Deed[] = [
  {
    name: 'createOrder',
    operation: 'createOrder',
    effect: 'ordersCreated',
    document: documents.createOrder,
    accepted: 'AWAITING_PAYMENT',
    input: async (world, provider) => orderInput(world, provider),
  },
  {
    name: 'createRefund',
    operation: 'createRefund',
    effect: 'refundsCreated',
    document: documents.createRefund,
    accepted: 'PENDING',
    input: async (world, provider) => ({
      idempotencyKey: newKey(),
      order: (await paid(world, provider)).id,
      ...refundAddress(provider),
    }),
  },
  {
    name: 'refundAbnormalPayment',
    operation: 'refundAbnormalPayment',
    exchange: 'createAbnormalPaymentRefund',
    effect: 'refundsCreated',
    document: documents.refundAbnormalPayment,
    accepted: 'PENDING',
    input: async (world, provider) => ({
      idempotencyKey: newKey(),
      abnormalPayment: (await overpaid(world, provider)).id,
    }),
  },
  {
    name: 'createSettlement to a chain',
    operation: 'createSettlement',
    effect: 'settlementsCreated',
    document: documents.createSettlement,
    accepted: 'PENDING',
    input: async (world, provider) => settlementInput(world, provider),
  },
  {
    name: 'createSettlement to a bank',
    operation: 'createFiatSettlement',
    effect: 'settlementsCreated',
    document: documents.createSettlement,
    accepted: 'PENDING',
    input: async (world, provider) =>
      settlementInput(world, provider, {
        destination: { registeredBankAccount: { remitId: 'r1', fiat: 'USD' } },
      }),
  },
];

/** What the first request leaves behind, and whether the provider had done it by then. */
const lost: readonly { fault: Fault; exchange: string; arrived: boolean }[] = [
  { fault: 'cut-before', exchange: 'UNKNOWN', arrived: false },
  { fault: 'cut-after', exchange: 'UNKNOWN', arrived: true },
  { fault: 'error-before', exchange: 'UNKNOWN 500', arrived: false },
  { fault: 'error-after', exchange: 'UNKNOWN 500', arrived: true },
  { fault: 'bad-signature', exchange: 'UNKNOWN 200', arrived: true },
  { fault: 'garbage', exchange: 'UNKNOWN 200', arrived: true },
  { fault: 'delay', exchange: 'UNKNOWN', arrived: true },
];

describe.each(providersOfSandbox)('at %s', (provider) => {
  let world: World;
  const sandbox = () => world.sandbox.provider(provider);

  beforeAll(async () => {
    world = await openWorld({ timeoutMs: 400 });
    sandbox().enableFiatSettlement(true);
    // What settlements are taken from.
    for (let count = 0; count < 12; count += 1) await paid(world, provider);
  });

  afterAll(() => world.close());

  const start = async ({ document, input }: Deed, prepared?: object): Promise<Subject> => {
    const told = await ask(world, document, { input: prepared ?? (await input(world, provider)) });
    const subject = told.order ?? told.refund ?? told.settlement;
    if (!subject) throw new Error(JSON.stringify(told));
    return subject;
  };

  const statusOf = async (id: string): Promise<string | null | undefined> =>
    (await pathOf(world, id)).at(-1);

  it.each(deeds)(
    '$name is UNKNOWN when its answer is lost, until the truth is known',
    async (deed) => {
      const inputs = await Promise.all(lost.map(() => deed.input(world, provider)));
      const name = deed.exchange ?? deed.operation;
      const before = sandbox().effects()[deed.effect];
      const subjects: Subject[] = [];
      for (const [at, { fault }] of lost.entries()) {
        sandbox().faults.arm({ fault, operation: deed.operation, delayMs: 86_400_000 });
        subjects.push(await start(deed, inputs[at]));
      }
      expect(subjects.map(({ status, phase }) => `${status} ${phase}`)).toEqual(
        lost.map(() => 'UNKNOWN OPEN'),
      );
      const arrived = lost.filter((one) => one.arrived).length;
      expect(sandbox().effects()[deed.effect] - before).toBe(arrived);

      await resolve(world);
      const stories = lost.map(async ({ fault }, at) => {
        const { id = '' } = subjects[at] ?? {};
        const sent = (await exchangesOf(world, id)).filter((one) => one.startsWith(name));
        return { fault, sent, path: await pathOf(world, id) };
      });
      expect(await Promise.all(stories)).toEqual(
        lost.map(({ fault, exchange, arrived: had }) => ({
          fault,
          sent: [`${name} ${exchange}`, ...(had ? [] : [`${name} ANSWERED 200`])],
          path: ['SUBMITTING', 'UNKNOWN', ...(had ? [] : ['SUBMITTING']), deed.accepted],
        })),
      );
      expect(sandbox().effects()[deed.effect] - before).toBe(lost.length);
    },
  );

  it.each(deeds)('$name is done once where an access token had expired', async (deed) => {
    const input = await deed.input(world, provider);
    const name = deed.exchange ?? deed.operation;
    const before = sandbox().effects()[deed.effect];
    sandbox().faults.arm({ fault: 'expired-token', operation: deed.operation });
    const subject = await start(deed, input);
    expect(subject.status).toBe(deed.accepted);
    expect(await exchangesOf(world, subject.id)).toEqual([
      `${name} ANSWERED 401`,
      'getAccessToken ANSWERED 200',
      `${name} ANSWERED 200`,
    ]);
    expect(sandbox().effects()[deed.effect] - before).toBe(1);
  });

  it.each(deeds)(
    '$name is asked for when its answer is late, and no answer changes it',
    async (deed) => {
      const input = await deed.input(world, provider);
      const before = sandbox().effects()[deed.effect];
      sandbox().faults.arm({ fault: 'delay', operation: deed.operation, delayMs: 1 });
      const subject = await start(deed, input);
      expect(subject.status).toBe(deed.accepted);
      await resolve(world);
      expect(await statusOf(subject.id)).toBe(deed.accepted);
      expect(sandbox().effects()[deed.effect] - before).toBe(1);
    },
  );
});
