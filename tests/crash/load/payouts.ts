import { setTimeout as sleep } from 'node:timers/promises';
import * as documents from '../../support/documents.ts';
import type { Subject } from '../../support/operations.ts';
import type { SandboxProvider } from '../../../sandbox/sandbox.ts';
import { crashProvider } from '../providers/index.ts';
import type { Account, Testbed } from '../testbed/testbed.ts';
import { rest } from './scenario.ts';
import type { Scenario } from './scenario.ts';

interface Money {
  amount: string;
  currency: string;
  network: string | null;
}

/** Refunds in whole, in part, twice at once, or for more than there is; or settles the money instead. */
export async function refundSome(scenario: Scenario, order: Subject): Promise<void> {
  const { testbed, random, name } = scenario;
  const provider = order['provider'] as SandboxProvider;
  const { refund: refundInput } = crashProvider(provider);
  if (refundInput === undefined || random.chance(0.35)) return settleSome(scenario, order);
  await rest(scenario);
  const paid = await known(testbed, order.id, 'paid');
  if (paid === null) return;
  const { currency, network, amount } = paid;
  const half = { amount: halfOf(amount), currency, ...(network === null ? {} : { network }) };
  const to = refundInput(network);
  const wanted = random.weighed({ whole: 3, part: 3, twice: 2, greedy: 1 });
  const amounts = {
    whole: [{}],
    part: [{ amount: half }],
    twice: [{ amount: half }, { amount: half }],
    greedy: [{ amount: half }, {}, {}],
  }[wanted];
  const refunds = await Promise.all(
    amounts.map(async (amount, index) => {
      const input = {
        idempotencyKey: `${name}-refund-${index}`,
        order: order.id,
        ...amount,
        ...to,
      };
      return testbed.client.create('createRefund', documents.createRefund, input);
    }),
  );
  for (const result of refunds) {
    const refund = result?.refund;
    if (refund === undefined) continue;
    await rest(scenario);
    await endRefund(scenario, provider, refund);
  }
  if (random.chance(0.5)) await refundAbnormal(scenario, order.id);
}

async function endRefund(
  scenario: Scenario,
  provider: SandboxProvider,
  refund: Subject,
): Promise<void> {
  const { testbed, random, name } = scenario;
  const { id, providerReference: number } = refund;
  switch (random.weighed({ ended: 5, canceled: 1, refreshed: 1, left: 2 })) {
    case 'ended':
      await testbed.sandbox.call.advance(provider, 'refund', number, number);
      break;
    case 'canceled':
      await testbed.client.cancel(
        'cancelRefund',
        documents.cancelRefund,
        `${name}-cancel-${id}`,
        id,
      );
      break;
    case 'refreshed':
      await testbed.client.execute('refreshRefund', documents.refreshRefund, { id });
      break;
    case 'left':
  }
}

export async function refundAbnormal(scenario: Scenario, orderId: string): Promise<void> {
  const { testbed, random, name } = scenario;
  if (random.chance(0.3)) return;
  const payment = await known(testbed, orderId, 'abnormalPayments');
  if (payment === null) return;
  const input = { idempotencyKey: `${name}-abnormal`, abnormalPayment: payment.id };
  const document = documents.refundAbnormalPayment;
  const result = await testbed.client.create('refundAbnormalPayment', document, input);
  if (result?.refund !== undefined) await endRefund(scenario, payment.provider, result.refund);
}

async function settleSome(scenario: Scenario, order: Subject): Promise<void> {
  if (!scenario.random.chance(0.5)) return;
  const account = scenario.testbed.accounts.find(({ provider }) => provider === order['provider']);
  if (account !== undefined) await playSettlement(scenario, account, [order.id]);
}

export async function playSettlement(
  scenario: Scenario,
  account: Account,
  orders: readonly string[] = [],
): Promise<void> {
  const { testbed, random, name } = scenario;
  const { settlement: request, settlesOrders } = crashProvider(account.provider);
  if (request === undefined) return;
  const input = {
    idempotencyKey: `${name}-settlement`,
    account: account.id,
    reference: name,
    ...request(random),
    ...(settlesOrders && orders.length > 0 ? { orders } : {}),
  };
  const copies = random.chance(0.2) ? 2 : 1;
  const answers = await Promise.all(
    Array.from({ length: copies }, () =>
      testbed.client.create('createSettlement', documents.createSettlement, input),
    ),
  );
  const settlement = answers.find((result) => result?.settlement !== undefined)?.settlement;
  if (settlement === undefined) return;
  await rest(scenario);
  const { id, providerReference: number } = settlement;
  switch (random.weighed({ ended: 5, canceled: 1, refreshed: 1, left: 2 })) {
    case 'ended':
      await testbed.sandbox.call.advance(account.provider, 'settlement', number, number);
      break;
    case 'canceled':
      await testbed.client.cancel(
        'cancelSettlement',
        documents.cancelSettlement,
        `${name}-cancel-settlement`,
        id,
      );
      break;
    case 'refreshed':
      await testbed.client.execute('refreshSettlement', documents.refreshSettlement, { id });
      break;
    case 'left':
  }
}

interface Known extends Money {
  id: string;
  provider: SandboxProvider;
}

const query = `query ($id: ID!) {
  order(id: $id) {
    provider
    paid { amount currency network }
    abnormalPayments { id pending { amount currency network } }
  }
}`;

/** The merchant's view of an order's money, once there is any. Null when it does not appear in time. */
async function known(
  testbed: Testbed,
  id: string,
  what: 'paid' | 'abnormalPayments',
): Promise<Known | null> {
  for (let tries = 0; tries < 12; tries += 1) {
    const order = (await testbed.client.execute('order', query, { id })) as unknown as {
      provider: SandboxProvider;
      paid: Money | null;
      abnormalPayments: { id: string; pending: Money }[];
    } | null;
    if (order === null) return null;
    const { provider, paid, abnormalPayments } = order;
    const [payment] = abnormalPayments;
    if (what === 'paid' && paid !== null) return { ...paid, id, provider };
    if (what === 'abnormalPayments' && payment !== undefined) {
      return { ...payment.pending, id: payment.id, provider };
    }
    await sleep(60);
  }
  return null;
}

/** Half of an amount, in the decimals of its currency. */
function halfOf(amount: string): string {
  const [whole = '0', fraction] = amount.split('.');
  const half = BigInt(whole) / 2n;
  if (half === 0n) return amount;
  return fraction === undefined ? String(half) : `${half}.${'0'.repeat(fraction.length)}`;
}
