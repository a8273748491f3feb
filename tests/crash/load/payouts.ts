import { setTimeout as sleep } from 'node:timers/promises';
import * as documents from '../../support/documents.ts';
import type { Subject } from '../../support/operations.ts';
import type { SandboxProvider } from '../../../sandbox/sandbox.ts';
import type { Account, World } from '../world/world.ts';
import { halfOf, refundAddress, settlementRequest } from './requests.ts';
import { rest } from './story.ts';
import type { Story } from './story.ts';

interface Money {
  amount: string;
  currency: string;
  network: string | null;
}

/** In whole, in part, twice at once, or for more than there is; or the money is paid out instead. */
export async function refundSome(story: Story, order: Subject): Promise<void> {
  const { world, random, name } = story;
  if (order['provider'] === 'VEXORA' || random.chance(0.35)) return settleSome(story, order);
  await rest(story);
  const paid = await known(world, order.id, 'paid');
  if (paid === null) return;
  const { currency, network, amount } = paid;
  const half = { amount: halfOf(amount), currency, ...(network === null ? {} : { network }) };
  const to = refundAddress(String(order['provider']), network);
  const wanted = random.weighed({ whole: 3, part: 3, twice: 2, greedy: 1 });
  const amounts = {
    whole: [{}],
    part: [{ amount: half }],
    twice: [{ amount: half }, { amount: half }],
    greedy: [{ amount: half }, {}, {}],
  }[wanted];
  const refunds = await Promise.all(
    amounts.map(async (given, index) => {
      const input = { idempotencyKey: `${name}-refund-${index}`, order: order.id, ...given, ...to };
      return world.client.create('createRefund', documents.createRefund, input);
    }),
  );
  for (const told of refunds) {
    const refund = told?.refund;
    if (refund === undefined) continue;
    await rest(story);
    await endRefund(story, String(order['provider']), refund);
  }
  if (random.chance(0.5)) await refundAbnormal(story, order.id);
}

async function endRefund(story: Story, provider: string, refund: Subject): Promise<void> {
  const { world, random, name } = story;
  const { id, providerReference: number } = refund;
  switch (random.weighed({ ended: 5, canceled: 1, refreshed: 1, left: 2 })) {
    case 'ended':
      await world.sandbox.ask.advance(provider as SandboxProvider, 'refund', number, number);
      break;
    case 'canceled':
      await world.client.cancel('cancelRefund', documents.cancelRefund, `${name}-cancel-${id}`, id);
      break;
    case 'refreshed':
      await world.client.ask('refreshRefund', documents.refreshRefund, { id });
      break;
    case 'left':
  }
}

export async function refundAbnormal(story: Story, orderId: string): Promise<void> {
  const { world, random, name } = story;
  if (random.chance(0.3)) return;
  const payment = await known(world, orderId, 'abnormalPayments');
  if (payment === null) return;
  const input = { idempotencyKey: `${name}-abnormal`, abnormalPayment: payment.id };
  const document = documents.refundAbnormalPayment;
  const told = await world.client.create('refundAbnormalPayment', document, input);
  if (told?.refund !== undefined) await endRefund(story, payment.provider, told.refund);
}

async function settleSome(story: Story, order: Subject): Promise<void> {
  if (!story.random.chance(0.5)) return;
  const account = story.world.accounts.find(({ provider }) => provider === order['provider']);
  if (account !== undefined) await tellSettlement(story, account, [order.id]);
}

export async function tellSettlement(
  story: Story,
  account: Account,
  orders: readonly string[] = [],
): Promise<void> {
  const { world, random, name } = story;
  const request = settlementRequest(random, account);
  if (request === null) return;
  const isChain = account.provider === 'ANEXPAY_XCHECKOUT' || account.provider === 'W_CHECKOUT';
  const input = {
    idempotencyKey: `${name}-settlement`,
    account: account.id,
    reference: name,
    ...request,
    ...(isChain && orders.length > 0 ? { orders } : {}),
  };
  const copies = random.chance(0.2) ? 2 : 1;
  const answers = await Promise.all(
    Array.from({ length: copies }, () =>
      world.client.create('createSettlement', documents.createSettlement, input),
    ),
  );
  const settlement = answers.find((told) => told?.settlement !== undefined)?.settlement;
  if (settlement === undefined) return;
  await rest(story);
  const { id, providerReference: number } = settlement;
  switch (random.weighed({ ended: 5, canceled: 1, refreshed: 1, left: 2 })) {
    case 'ended':
      await world.sandbox.ask.advance(account.provider, 'settlement', number, number);
      break;
    case 'canceled':
      await world.client.cancel(
        'cancelSettlement',
        documents.cancelSettlement,
        `${name}-cancel-settlement`,
        id,
      );
      break;
    case 'refreshed':
      await world.client.ask('refreshSettlement', documents.refreshSettlement, { id });
      break;
    case 'left':
  }
}

interface Known extends Money {
  id: string;
  provider: string;
}

const look = `query ($id: ID!) {
  order(id: $id) {
    provider
    paid { amount currency network }
    abnormalPayments { id pending { amount currency network } }
  }
}`;

/** What the merchant sees of an order's money, once there is any; null when it is not there in time. */
async function known(
  world: World,
  id: string,
  what: 'paid' | 'abnormalPayments',
): Promise<Known | null> {
  for (let tries = 0; tries < 12; tries += 1) {
    const order = (await world.client.ask('order', look, { id })) as unknown as {
      provider: string;
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
