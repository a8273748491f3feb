import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually, openTestApp } from '../support/app.ts';
import type { Another, TestApp } from '../support/app.ts';
import * as documents from '../support/documents.ts';
import {
  mutate,
  created,
  newKey,
  orderInput,
  overpaid,
  paid,
  pathOf,
  refundAddress,
  settlementInput,
} from '../support/operations.ts';
import type { Document, MutationResult } from '../support/operations.ts';

const provider = 'ANEXPAY_XCHECKOUT';
let testApp: TestApp;
let other: Another;
const sandbox = () => testApp.sandbox.provider(provider);

beforeAll(async () => {
  testApp = await openTestApp();
  other = await testApp.another();
  // Settlements are taken from these.
  for (let count = 0; count < 4; count += 1) await paid(testApp, provider);
});
afterAll(() => testApp.close());

type Effect = keyof ReturnType<ReturnType<typeof sandbox>['effects']>;

type Operation = 'createOrder' | 'createRefund' | 'refundAbnormalPayment' | 'createSettlement';

interface Mutation {
  name: string;
  document: Document;
  /** What the provider counts; null for a cancel, which the provider does once at most. */
  effect: Effect | null;
  input(): Promise<object>;
}

const made = async (document: Document, input: object): Promise<string> => {
  const result = await mutate(testApp, document, { input });
  const subject = result.refund ?? result.settlement;
  if (!subject) throw new Error(JSON.stringify(result));
  return subject.id;
};
const refundInput = async () => {
  const order = await paid(testApp, provider);
  return { idempotencyKey: newKey(), order: order.id, ...refundAddress(provider) };
};

const mutations: readonly Mutation[] = [
  {
    name: 'createOrder',
    document: documents.createOrder,
    effect: 'ordersCreated',
    input: async () => orderInput(testApp, provider),
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
      const { id } = await overpaid(testApp, provider);
      return { idempotencyKey: newKey(), abnormalPayment: id };
    },
  },
  {
    name: 'createSettlement',
    document: documents.createSettlement,
    effect: 'settlementsCreated',
    input: async () => settlementInput(testApp, provider),
  },
  {
    name: 'cancelOrder',
    document: documents.cancelOrder,
    effect: null,
    input: async () => ({
      idempotencyKey: newKey(),
      id: (await created(testApp, provider)).id,
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
      id: await made(documents.createSettlement, settlementInput(testApp, provider)),
    }),
  },
];

const operationOf = ({ name }: Mutation) => name.split(' ')[0] as Operation;
const effectsOf = (effect: Effect | null): number =>
  effect === null ? 0 : sandbox().effects()[effect];
const subjectOf = ({ order, refund, settlement }: MutationResult) => order ?? refund ?? settlement;

/** As a client does that is told to try again: on a slow machine a write may wait too long for the other process. */
async function patiently(...request: Parameters<typeof mutate>): Promise<MutationResult> {
  try {
    return await mutate(...request);
  } catch (error) {
    if (!String(error).includes('with the same idempotency key')) throw error;
    return mutate(...request);
  }
}

describe('the same request many times at once, to two processes with one database,', () => {
  it.each(mutations)('$name is done once', async (mutation) => {
    const { document, effect } = mutation;
    const variables = { input: await mutation.input() };
    const before = effectsOf(effect);
    const targets = Array.from({ length: 25 }, () => [testApp, other]).flat();
    const all = await Promise.all(targets.map((at) => patiently(at, document, variables)));
    const again = await Promise.all([
      mutate(testApp, document, variables),
      mutate(other, document, variables),
    ]);
    const busy = all.filter(({ code }) => code === 'OPERATION_IN_PROGRESS');
    const done = all.filter((result) => subjectOf(result) !== undefined);
    const rest = all.filter((result) => !busy.includes(result) && !done.includes(result));
    expect(rest).toEqual([]);
    const ids = [...done, ...again].map((result) => subjectOf(result)?.id);
    expect(new Set(ids).size).toBe(1);
    expect(ids).not.toContain(undefined);
    expect(effectsOf(effect) - before).toBe(effect === null ? 0 : 1);
    const fresh = done.filter(({ replayed }) => replayed === false);
    // A cancel does not distinguish a replay from the first.
    expect(fresh).toHaveLength(effect === null ? 0 : 1);
    const canceled = (await pathOf(testApp, ids[0] ?? '')).filter((to) => to === 'CANCELED');
    expect(canceled).toHaveLength(effect === null ? 1 : 0);
  });
});

describe('the same request many times, before and after another process has started meanwhile,', () => {
  const sending = mutations.filter(({ effect }) => effect !== null);

  it.each(sending)('$name is done once', async (mutation) => {
    const { document, effect } = mutation;
    const variables = { input: await mutation.input() };
    const before = effectsOf(effect);
    sandbox().faults.arm({ fault: 'delay', operation: operationOf(mutation), delayMs: 1_000 });
    const first = Array.from({ length: 10 }, () => mutate(testApp, document, variables));
    await eventually(async () => effectsOf(effect) > before);
    // It takes what is in flight for lost.
    const started = await testApp.another();
    const second = Array.from({ length: 10 }, () => mutate(started, document, variables));
    const replays = await Promise.all(second);
    await testApp.sandbox.clock.advance(1_000);
    const all = [
      ...(await Promise.all(first)),
      ...replays,
      await mutate(testApp, document, variables),
    ];
    const done = all.flatMap((result) => subjectOf(result) ?? []);
    const rest = all.filter((result) => subjectOf(result) === undefined);
    expect(new Set(rest.map(({ code }) => code))).toEqual(new Set(['OPERATION_IN_PROGRESS']));
    expect(new Set(done.map(({ id }) => id)).size).toBe(1);
    expect(done.at(-1)?.status).toMatch(/^(AWAITING_PAYMENT|PENDING)$/);
    expect(effectsOf(effect) - before).toBe(1);
  });
});
