import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { instructionIn, observeAnswer } from '../../src/domain/instructions/subject.ts';
import { changeOrder } from '../../src/domain/aggregates/order.ts';
import { judgeAll, orderRules, payoutRules } from '../../src/domain/judgement.ts';
import type { Heard, News } from '../../src/domain/judgement.ts';
import { money } from '../../src/domain/money.ts';
import type { Observation, OrderWord, PayoutWord } from '../../src/domain/observation.ts';
import { present } from '../../src/operations/find.ts';
import { reported, sourceOf } from '../../src/operations/instructions/change.ts';
import { evidenceOf } from '../../src/store/queries/evidence.ts';
import { orderById } from '../../src/store/queries/orders.ts';
import { refundById } from '../../src/store/queries/refunds.ts';
import { openWorld } from '../support/app.ts';
import type { World } from '../support/app.ts';
import * as documents from '../support/documents.ts';
import {
  ask,
  created,
  deliver,
  ethereumAddress,
  newKey,
  paid,
  resolve,
  settlementInput,
  usdt,
} from '../support/operations.ts';

const provider = 'ANEXPAY_XCHECKOUT';
let world: World;
const sandbox = () => world.sandbox.provider(provider);

beforeAll(async () => {
  world = await openWorld({ timeoutMs: 1_000 });
});
afterAll(() => world.close());

async function whyOf(order: string) {
  const found = await world.request(documents.explanations, { order });
  if (!found.order) throw new Error(`no order ${order}`);
  return found.order;
}

/** "WEBHOOK PAID: DECIDES AWAITING_PAYMENT → PAID", without what else was said. */
const inShort = ({ evidence }: Awaited<ReturnType<typeof whyOf>>['explanation']): string[] =>
  evidence.map(({ cause, says, rule, from, to }) => {
    const word = says.split(/[,:]/)[0];
    return `${cause} ${word}: ${rule} ${from === to ? to : `${from ?? 'nothing'} → ${to}`}`;
  });

describe('why an order is in its state', () => {
  it('is told answer by answer and webhook by webhook, with what changed nothing and why', async () => {
    const order = await created(world, provider);
    const orderNo = order.providerReference;
    sandbox().webhooks.mode = 'hold';
    sandbox().pay(orderNo);
    sandbox().webhooks.mode = 'deliver';
    const view = { orderNo, orderStatus: 'PAID', token: 'ETH_USDT', payingAmount: 101 };
    expect(await deliver(world, provider, 'CHECKOUT_ORDER_CHANGED', view)).toBe(200);
    const late = { ...view, orderStatus: 'PAYING' };
    expect(await deliver(world, provider, 'CHECKOUT_ORDER_CHANGED', late)).toBe(200);
    const strange = { ...view, orderStatus: 'PONDERING' };
    expect(await deliver(world, provider, 'CHECKOUT_ORDER_CHANGED', strange)).toBe(200);
    const { status, explanation } = await whyOf(order.id);
    expect(status).toBe('PAID');
    expect(explanation.status).toBe('PAID');
    expect(explanation.decisive?.says).toMatch(/^PAID, .*paid 101.00 USDT/);
    expect(inShort(explanation)).toEqual([
      'MUTATION IN_FLIGHT: SENT nothing → SUBMITTING',
      'PROVIDER_ANSWER AWAITING_PAYMENT: DECIDES SUBMITTING → AWAITING_PAYMENT',
      'PROVIDER_ANSWER ANSWERED: ANSWERED AWAITING_PAYMENT',
      'WEBHOOK PAID: DECIDES AWAITING_PAYMENT → PAID',
      'WEBHOOK AWAITING_PAYMENT: OUTRANKED PAID',
      'WEBHOOK a word that is not known here: NO_KNOWN_WORD PAID',
    ]);
    const [sent, answer, , webhook, outranked] = explanation.evidence;
    expect(sent).toMatchObject({ call: null, delivery: null, changed: true, times: 1 });
    expect(answer?.call).toEqual({ operation: 'createOrder', outcome: 'ANSWERED' });
    expect(outranked).toMatchObject({
      changed: false,
      reason: expect.stringMatching(/^Something stronger/),
    });
    expect(webhook?.delivery).toMatch(/^whd_/);
  });

  it('counts what is learned again and again, and does not list it each time', async () => {
    const order = await created(world, provider);
    await ask(world, documents.refreshOrder, { id: order.id });
    const before = (await whyOf(order.id)).explanation.evidence;
    for (let times = 2; times <= 4; times += 1) {
      await ask(world, documents.refreshOrder, { id: order.id });
    }
    const { evidence } = (await whyOf(order.id)).explanation;
    expect(evidence).toHaveLength(before.length);
    expect(evidence.at(-1)).toMatchObject({ cause: 'PROVIDER_QUERY', rule: 'REPEATS', times: 4 });
  });

  it('shows how a lost answer was found out', async () => {
    sandbox().faults.arm({ fault: 'cut-before', operation: 'createOrder' });
    const order = await created(world, provider);
    await resolve(world);
    const { status, explanation } = await whyOf(order.id);
    expect([status, explanation.status]).toEqual(['AWAITING_PAYMENT', 'AWAITING_PAYMENT']);
    const told = inShort(explanation);
    expect(told.slice(0, 3)).toEqual([
      'MUTATION IN_FLIGHT: SENT nothing → SUBMITTING',
      'MUTATION LOST: ANSWER_LOST SUBMITTING → UNKNOWN',
      'PROVIDER_QUERY NOT_FOUND: ABSENCE_TOO_EARLY UNKNOWN',
    ]);
    expect(told.filter((line) => line.includes('ABSENCE_COUNTS'))).toHaveLength(2);
    expect(told.slice(-3)).toEqual([
      'MUTATION IN_FLIGHT: SENT_AGAIN UNKNOWN → SUBMITTING',
      'PROVIDER_ANSWER AWAITING_PAYMENT: DECIDES SUBMITTING → AWAITING_PAYMENT',
      'PROVIDER_ANSWER ANSWERED: ANSWERED AWAITING_PAYMENT',
    ]);
  });

  it('is told of refunds and settlements too, those made in the portal included', async () => {
    const order = await paid(world, provider);
    const amount = { amount: '41', ...usdt };
    const input = { idempotencyKey: newKey(), order: order.id, amount, address: ethereumAddress };
    const { refund } = await ask(world, documents.createRefund, { input });
    sandbox().advanceRefund(refund?.providerReference ?? '', 'REFUNDED');
    await ask(world, documents.refreshRefund, { id: refund?.id });
    const [own] = (await whyOf(order.id)).refunds.nodes;
    expect(own).toMatchObject({ status: 'SUCCEEDED', explanation: { status: 'SUCCEEDED' } });
    const { settlement } = await ask(world, documents.createSettlement, {
      input: settlementInput(world, provider, { amount: { amount: '10', ...usdt } }),
    });
    const id = settlement?.id ?? '';
    const explained = await world.request(documents.settlementExplained, { id });
    expect(explained.settlement?.explanation.status).toBe(explained.settlement?.status);
    expect(explained.settlement?.explanation.evidence[0]?.rule).toBe('SENT');
  });
});

/** A step: the clock moves, and then something is learned. */
const steps = <Word>(words: readonly Word[]) =>
  fc.array(
    fc.record({
      waitMs: fc.constantFrom(0, 1_000, 31_000, 900_000),
      what: fc.constantFrom('said', 'said', 'said', 'absent', 'lost', 'sent', 'accepted'),
      status: fc.option(fc.constantFrom(...words)),
      occurredAt: fc.option(fc.integer({ min: 1, max: 9 }).map((n) => n * 10 ** 11)),
      amount: fc.option(fc.integer({ min: 1, max: 200 })),
      either: fc.boolean(),
      contradicts: fc.integer({ min: 0, max: 9 }).map((n) => n === 0),
    }),
    { minLength: 1, maxLength: 15 },
  );
describe('the rules, run again over the evidence', () => {
  const orderWords: OrderWord[] = [
    'AWAITING_PAYMENT',
    'PARTIALLY_PAID',
    'PROCESSING',
    'PAID',
    'EXPIRED',
    'CANCELED',
    'FAILED',
    'REVERSED',
  ];
  const payoutWords: PayoutWord[] = [
    'PENDING',
    'PROCESSING',
    'SUCCEEDED',
    'FAILED',
    'REJECTED',
    'CANCELED',
    'REVERSED',
  ];
  type Step =
    ReturnType<typeof steps<OrderWord | PayoutWord>> extends fc.Arbitrary<(infer S)[]> ? S : never;

  const submissionAfter = (step: Step, { submission }: { submission: object }, now: number) => {
    if (step.what === 'lost') return { submission: { ...submission, state: 'LOST' } };
    if (step.what === 'sent') {
      const reset = { absentFrom: null, absentTo: null };
      return { submission: { ...submission, state: 'IN_FLIGHT', lastSentAt: now, ...reset } };
    }
    return {};
  };

  /** What a step lets the provider say of a subject. */
  const newsOf = (step: Step, subject: 'ORDER' | 'REFUND', reference: string, now: number) => {
    const { status, occurredAt, what } = step;
    if (what !== 'said' && what !== 'absent') return [];
    if (what === 'absent') {
      const absent = { subject: 'ABSENCE', of: subject, providerReference: reference };
      return [{ ...absent, askedAt: now }] as Observation[];
    }
    const requested = step.contradicts ? { requested: money('7777', 'USD') } : {};
    const either = subject === 'ORDER' && step.either && status === 'FAILED';
    const paidAmount = subject === 'ORDER' && step.amount !== null;
    return [
      {
        subject,
        providerReference: reference,
        status,
        occurredAt,
        ...requested,
        ...(either ? { failedOrExpired: true } : {}),
        ...(paidAmount ? { paid: money(String(step.amount), 'USDT', 'ETHEREUM') } : {}),
      },
    ] as Observation[];
  };

  /** In one change. */
  const learn = (kind: 'ORDER' | 'REFUND', id: string, step: Step) => {
    const { deps } = world.app;
    const subject = { kind, id };
    return deps.queue.change({
      keys: [subject],
      decide(set) {
        const known = instructionIn(set, subject);
        const now = deps.now();
        const order = kind === 'ORDER' && step.what === 'accepted' ? set.order({ id }) : null;
        if (order !== null) {
          const amount = money(String(step.amount ?? 1), 'USDT', 'ETHEREUM');
          const accepted = { abnormalPaymentId: `abn_${step.amount}`, amount, at: now };
          const said = [{ subject: 'ACCEPTANCE', accepted }] as const;
          set.apply(changeOrder(order, { said }, sourceOf(deps, known, 'MUTATION')));
          return { result: undefined };
        }
        const source = sourceOf(deps, known, 'PROVIDER_QUERY');
        const news = reported(deps, newsOf(step, kind, known.providerReference, now));
        observeAnswer(set, source, subject, news, submissionAfter(step, known, now) as object);
        return { result: undefined };
      },
    });
  };

  it('give the state of every order exactly as it is stored', async () => {
    const { deps } = world.app;
    await fc.assert(
      fc.asyncProperty(steps(orderWords), async (taken) => {
        const { id } = await created(world, provider);
        for (const step of taken) {
          await world.sandbox.clock.advance(step.waitMs);
          await learn('ORDER', id, step);
        }
        const stored = await present(orderById(deps.read, id));
        const evidence = await evidenceOf(deps.read, id, { first: 1000, after: null });
        const again = judgeAll(
          orderRules(stored),
          stored.request.amount,
          evidence as unknown as Heard<Extract<News, { subject: 'ORDER' }>>[],
        );
        expect(again).toEqual({
          evidence: stored.evidence,
          submission: stored.submission,
          status: stored.status,
        });
      }),
      { numRuns: 40, endOnFailure: true },
    );
  });

  it('give the state of every refund exactly as it is stored', async () => {
    const { deps } = world.app;
    await fc.assert(
      fc.asyncProperty(steps(payoutWords), async (taken) => {
        const order = await paid(world, provider);
        const amount = { amount: '41', ...usdt };
        const given = { idempotencyKey: newKey(), order: order.id, amount };
        const input = { ...given, address: ethereumAddress };
        const id = (await ask(world, documents.createRefund, { input })).refund?.id ?? '';
        for (const step of taken) {
          await world.sandbox.clock.advance(step.waitMs);
          await learn('REFUND', id, step);
        }
        const stored = await present(refundById(deps.read, id));
        const evidence = await evidenceOf(deps.read, id, { first: 1000, after: null });
        const again = judgeAll(
          payoutRules,
          stored.amount,
          evidence as unknown as Heard<Extract<News, { subject: 'REFUND' }>>[],
        );
        expect(again).toEqual({
          evidence: stored.evidence,
          submission: stored.submission,
          status: stored.status,
        });
      }),
      { numRuns: 25, endOnFailure: true },
    );
  });
});
