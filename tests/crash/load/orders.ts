import { setTimeout as sleep } from 'node:timers/promises';
import * as documents from '../../support/documents.ts';
import type { Subject } from '../../support/operations.ts';
import type { SandboxProvider } from '../../../sandbox/sandbox.ts';
import { crashProvider } from '../providers/index.ts';
import { refundAbnormal, refundSome } from './payouts.ts';
import { rest } from './scenario.ts';
import type { Scenario } from './scenario.ts';

/** Plays an order, from its request to the payer's actions and what the merchant does next. */
export async function playOrder(scenario: Scenario): Promise<void> {
  const { testbed, random, name, windowMs } = scenario;
  await sleep(random.between(0, windowMs));
  const account = random.pick(testbed.accounts);
  const request = crashProvider(account.provider).order(random);
  const named = random.chance(0.75) ? { account: account.id } : {};
  const input = { idempotencyKey: `${name}-order`, reference: name, ...request, ...named };
  // Impatient clients send several requests at once.
  const copies = random.chance(0.25) ? random.between(2, 4) : 1;
  // Some go away when they get no answer, and come back in a later round.
  const patient = copies > 1 || random.chance(0.8);
  const answers = await Promise.all(
    Array.from({ length: copies }, () =>
      testbed.client.create('createOrder', documents.createOrder, input, patient),
    ),
  );
  if (!patient && answers[0] === null) return;
  const order = answers.find((result) => result?.order !== undefined)?.order;
  if (order === undefined) {
    testbed.client.complain('wrong', `no order came of ${JSON.stringify(answers[0])}`);
    return;
  }
  await rest(scenario);
  await payAndMore(scenario, order);
}

async function payAndMore(scenario: Scenario, order: Subject): Promise<void> {
  const { testbed, random, name } = scenario;
  const provider = order['provider'] as SandboxProvider;
  const { id, providerReference: number } = order;
  const { pay, decline, expire } = testbed.sandbox.call;
  const cancel = (): Promise<void> =>
    testbed.client.cancel('cancelOrder', documents.cancelOrder, `${name}-cancel`, id);
  const end = random.weighed({
    paid: 50,
    part: 6,
    over: 12,
    twice: 6,
    late: 8,
    declined: 6,
    canceled: 6,
    raced: 6,
    left: 6,
  });
  switch (end) {
    case 'paid':
    case 'over':
      await pay(provider, number, end === 'paid' ? 'full' : 'over');
      return refundSome(scenario, order);
    case 'twice':
      await pay(provider, number, 'full');
      await pay(provider, number, 'full');
      return refundSome(scenario, order);
    case 'part':
      await pay(provider, number, 'part');
      return;
    case 'late':
      await expire(provider, number);
      await pay(provider, number, 'full');
      return refundAbnormal(scenario, id);
    case 'declined':
      await decline(provider, number);
      return;
    case 'canceled':
      await cancel();
      return;
    case 'raced':
      await Promise.all([cancel(), pay(provider, number, 'full')]);
      return;
    case 'left':
      await testbed.client.execute('refreshOrder', documents.refreshOrder, { id });
  }
}
