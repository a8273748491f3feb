import { setTimeout as sleep } from 'node:timers/promises';
import * as documents from '../../support/documents.ts';
import type { Subject, Told } from '../../support/operations.ts';
import type { SandboxProvider } from '../../../src/sandbox/sandbox.ts';
import type { Random } from '../random.ts';
import type { Account, World } from '../world/world.ts';
import { halfOf, orderRequest, refundAddress, settlementRequest } from './requests.ts';

/** One merchant's or payer's doing, from its beginning to its end, kills in between included. */
export interface Story {
  world: World;
  random: Random;
  /** Part of every key that it uses. */
  name: string;
  /** Milliseconds within which it begins. */
  windowMs: number;
}

interface Money {
  amount: string;
  currency: string;
  network: string | null;
}

export async function tellOrder(story: Story): Promise<void> {
  const { world, random, name, windowMs } = story;
  await sleep(random.between(0, windowMs));
  const account = random.pick(world.accounts);
  const request = orderRequest(random, account);
  const named = random.chance(0.75) ? { account: account.id } : {};
  const input = { idempotencyKey: `${name}-order`, reference: name, ...request, ...named };
  // Impatient clients ask several times at once.
  const copies = random.chance(0.25) ? random.between(2, 4) : 1;
  // Some go away when they get no answer, and come back another day.
  const patient = copies > 1 || random.chance(0.8);
  const answers = await Promise.all(
    Array.from({ length: copies }, () =>
      world.client.create('createOrder', documents.createOrder, input, patient),
    ),
  );
  if (!patient && answers[0] === null) return;
  const order = answers.find((told) => told?.order !== undefined)?.order;
  if (order === undefined) {
    world.client.complain('wrong', `no order came of ${JSON.stringify(answers[0])}`);
    return;
  }
  await rest(random);
  await payAndMore(story, order);
}

async function payAndMore(story: Story, order: Subject): Promise<void> {
  const { world, random, name } = story;
  const provider = order['provider'] as SandboxProvider;
  const { id, providerReference: number } = order;
  const { pay, decline, expire } = world.sandbox.ask;
  const cancel = async (): Promise<Told | null> =>
    world.client.ask('cancelOrder', documents.cancelOrder, {
      input: { idempotencyKey: `${name}-cancel`, id },
    });
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
      return refundSome(story, order);
    case 'twice':
      await pay(provider, number, 'full');
      await pay(provider, number, 'full');
      return refundSome(story, order);
    case 'part':
      await pay(provider, number, 'part');
      return;
    case 'late':
      await expire(provider, number);
      await pay(provider, number, 'full');
      return refundAbnormal(story, id);
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
      await world.client.ask('refreshOrder', documents.refreshOrder, { id });
  }
}

/** Asked for at once, and again while the payment is not known here yet: a refusal keeps no key. */
async function refundSome(story: Story, order: Subject): Promise<void> {
  const { world, random, name } = story;
  if (order['provider'] === 'VEXORA' || random.chance(0.35)) return settleSome(story, order);
  await rest(random);
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
    await rest(random);
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
      await world.client.ask('cancelRefund', documents.cancelRefund, {
        input: { idempotencyKey: `${name}-cancel-${id}`, id },
      });
      break;
    case 'refreshed':
      await world.client.ask('refreshRefund', documents.refreshRefund, { id });
      break;
    case 'left':
  }
}

async function refundAbnormal(story: Story, orderId: string): Promise<void> {
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
  await rest(random);
  const { id, providerReference: number } = settlement;
  switch (random.weighed({ ended: 5, canceled: 1, refreshed: 1, left: 2 })) {
    case 'ended':
      await world.sandbox.ask.advance(account.provider, 'settlement', number, number);
      break;
    case 'canceled':
      await world.client.ask('cancelSettlement', documents.cancelSettlement, {
        input: { idempotencyKey: `${name}-cancel-settlement`, id },
      });
      break;
    case 'refreshed':
      await world.client.ask('refreshSettlement', documents.refreshSettlement, { id });
      break;
    case 'left':
  }
}

/** A key of long ago, with what it was used for: the same object, and nothing done again. */
export async function tellRepetition(story: Story): Promise<void> {
  const { world, random, windowMs } = story;
  await sleep(random.between(0, windowMs));
  const [abandoned] = world.client.abandoned.splice(0, 1);
  if (abandoned !== undefined && world.client.round > 1) {
    const { mutation, document, input } = abandoned;
    await world.client.create(mutation, document, input);
    return;
  }
  const earlier = [...world.client.answered.values()].filter(
    ({ round }) => round < world.client.round,
  );
  if (earlier.length === 0) return;
  const { mutation, document, input, id } = random.pick(earlier);
  const told = await world.client.create(mutation, document, input);
  const made = told?.order ?? told?.refund ?? told?.settlement;
  if (made?.id === id && told?.replayed === true) return;
  world.client.complain(
    'wrong',
    `${mutation} ${input.idempotencyKey} made ${id} and now answers ${JSON.stringify(told)}`,
  );
}

/** Notices that the provider never sent, and some that it sent before. */
export async function tellMischief(story: Story): Promise<void> {
  const { world, random, windowMs } = story;
  await sleep(random.between(0, windowMs));
  const { provider } = random.pick(world.accounts);
  if (random.chance(0.5)) return world.sandbox.ask.repeat(provider);
  const status = await world.sandbox.ask.forge(provider);
  if (status === null || status === 401) return;
  world.client.complain('wrong', `a forged notice of ${provider} was answered ${status}`);
}

const rest = (random: Random): Promise<void> => sleep(random.between(0, 150));

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
