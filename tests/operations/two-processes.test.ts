import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually, openWorld } from '../support/app.ts';
import type { Another, World } from '../support/app.ts';
import * as documents from '../support/documents.ts';
import {
  ask,
  created,
  newKey,
  orderInput,
  overpaid,
  paid,
  pathOf,
  refundAddress,
  settlementInput,
} from '../support/operations.ts';
import type { Document, Told } from '../support/operations.ts';

const provider = 'ANEXPAY_XCHECKOUT';
let world: World;
let other: Another;
const sandbox = () => world.sandbox.provider(provider);

beforeAll(async () => {
  world = await openWorld();
  other = await world.another();
  // What settlements are taken from.
  for (let count = 0; count < 4; count += 1) await paid(world, provider);
});
afterAll(() => world.close());

type Effect = keyof ReturnType<ReturnType<typeof sandbox>['effects']>;

type Operation = 'createOrder' | 'createRefund' | 'refundAbnormalPayment' | 'createSettlement';

interface Deed {
  name: string;
  document: Document;
  /** What the provider counts; null for a cancel, which the provider does once at most. */
  effect: Effect | null;
  input(): Promise<object>;
}

const made = async (document: Document, input: object): Promise<string> => {
  const told = await ask(world, document, { input });
  const subject = told.refund ?? told.settlement;
  if (!subject) throw new Error(JSON.stringify(told));
  return subject.id;
};
const refundInput = async () => {
  const order = await paid(world, provider);
  return { idempotencyKey: newKey(), order: order.id, ...refundAddress(provider) };
};

const deeds: readonly Deed[] = [
  {
    name: 'createOrder',
    document: documents.createOrder,
    effect: 'ordersCreated',
    input: async () => orderInput(world, provider),
  },
  {
    name: 'createRefund of all that is left',
    document: documents.createRefund,
    effect: 'refundsCreated',
    input: refundInput,
  },
  {
    name: 'createRefund of a part',
    document: documents.createRefund,
    effect: 'refundsCreated',
    input: async () => ({
      ...(await refundInput()),
      amount: { amount: '60', currency: 'USDT', network: 'ETHEREUM' },
    }),
  },
  {
    name: 'refundAbnormalPayment',
    document: documents.refundAbnormalPayment,
    effect: 'refundsCreated',
    input: async () => {
      const { id } = await overpaid(world, provider);
      return { idempotencyKey: newKey(), abnormalPayment: id };
    },
  },
  {
    name: 'createSettlement',
    document: documents.createSettlement,
    effect: 'settlementsCreated',
    input: async () => settlementInput(world, provider),
  },
  {
    name: 'cancelOrder',
    document: documents.cancelOrder,
    effect: null,
    input: async () => ({
      idempotencyKey: newKey(),
      id: (await created(world, provider)).id,
    }),
  },
  {
    name: 'cancelRefund',
    document: documents.cancelRefund,
    effect: null,
    input: async () => ({
      idempotencyKey: newKey(),
      id: await made(documents.createRefund, await refundInput()),
    }),
  },
  {
    name: 'cancelSettlement',
    document: documents.cancelSettlement,
    effect: null,
    input: async () => ({
      idempotencyKey: newKey(),
      id: await made(documents.createSettlement, settlementInput(world, provider)),
    }),
  },
];

const operationOf = ({ name }: Deed) => name.split(' ')[0] as Operation;
const effectsOf = (effect: Effect | null): number =>
  effect === null ? 0 : sandbox().effects()[effect];
const subjectOf = ({ order, refund, settlement }: Told) => order ?? refund ?? settlement;

describe('the same request many times at once, to two processes with one database', () => {
  it.each(deeds)('$name is done once', async (deed) => {
    const { document, effect } = deed;
    const variables = { input: await deed.input() };
    const before = effectsOf(effect);
    const turns = Array.from({ length: 25 }, () => [world, other]).flat();
    const all = await Promise.all(turns.map((at) => ask(at, document, variables)));
    const again = await Promise.all([
      ask(world, document, variables),
      ask(other, document, variables),
    ]);
    const busy = all.filter(({ code }) => code === 'OPERATION_IN_PROGRESS');
    const done = all.filter((told) => subjectOf(told) !== undefined);
    const rest = all.filter((told) => !busy.includes(told) && !done.includes(told));
    expect(rest).toEqual([]);
    const ids = [...done, ...again].map((told) => subjectOf(told)?.id);
    expect(new Set(ids).size).toBe(1);
    expect(ids).not.toContain(undefined);
    expect(effectsOf(effect) - before).toBe(effect === null ? 0 : 1);
    const fresh = done.filter(({ replayed }) => replayed === false);
    // A cancel does not tell a replay from the first.
    expect(fresh).toHaveLength(effect === null ? 0 : 1);
    const canceled = (await pathOf(world, ids[0] ?? '')).filter((to) => to === 'CANCELED');
    expect(canceled).toHaveLength(effect === null ? 1 : 0);
  });
});

describe('the same request many times, before and after another process has started in the middle of it', () => {
  const sending = deeds.filter(({ effect }) => effect !== null);

  it.each(sending)('$name is done once', async (deed) => {
    const { document, effect } = deed;
    const variables = { input: await deed.input() };
    const before = effectsOf(effect);
    sandbox().faults.arm({ fault: 'delay', operation: operationOf(deed), delayMs: 1_000 });
    const first = Array.from({ length: 10 }, () => ask(world, document, variables));
    await eventually(async () => effectsOf(effect) > before);
    // It takes what is under way for lost.
    const started = await world.another();
    const second = Array.from({ length: 10 }, () => ask(started, document, variables));
    const replays = await Promise.all(second);
    await world.sandbox.clock.advance(1_000);
    const all = [...(await Promise.all(first)), ...replays, await ask(world, document, variables)];
    const done = all.flatMap((told) => subjectOf(told) ?? []);
    const rest = all.filter((told) => subjectOf(told) === undefined);
    expect(new Set(rest.map(({ code }) => code))).toEqual(new Set(['OPERATION_IN_PROGRESS']));
    expect(new Set(done.map(({ id }) => id)).size).toBe(1);
    expect(done.at(-1)?.status).toMatch(/^(AWAITING_PAYMENT|PENDING)$/);
    expect(effectsOf(effect) - before).toBe(1);
  });
});
