import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { instructionIn, observeAnswer } from '../../src/domain/instructions/subject.ts';
import { changeOrder } from '../../src/domain/aggregates/order.ts';
import { judgeAll, orderRules, payoutRules } from '../../src/domain/judgement.ts';
import type { RecordedStatement, Fact } from '../../src/domain/judgement.ts';
import { money } from '../../src/domain/money.ts';
import type {
  Observation,
  ReportedOrderStatus,
  ReportedPayoutStatus,
} from '../../src/domain/observation.ts';
import { existing } from '../../src/operations/find.ts';
import { reportedOf, sourceOf } from '../../src/operations/instructions/change.ts';
import { evidenceOf } from '../../src/store/queries/evidence.ts';
import { orderById } from '../../src/store/queries/orders.ts';
import { refundById } from '../../src/store/queries/refunds.ts';
import { reportedOrderStatuses } from '../domain/order-facts.ts';
import { openTestApp } from '../support/app.ts';
import type { TestApp } from '../support/app.ts';
import * as documents from '../support/documents.ts';
import {
  mutate,
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
let testApp: TestApp;
const sandbox = () => testApp.sandbox.provider(provider);

beforeAll(async () => {
  testApp = await openTestApp({ timeoutMs: 1_000 });
});
afterAll(() => testApp.close());

async function whyOf(order: string) {
  const found = await testApp.request(documents.explanations, { order });
  if (!found.order) throw new Error(`no order ${order}`);
  return found.order;
}

/** "WEBHOOK PAID: DECIDES AWAITING_PAYMENT → PAID", without other members of the evidence. */
const inShort = ({ evidence }: Awaited<ReturnType<typeof whyOf>>['explanation']): string[] =>
  evidence.map(({ cause, says, rule, from, to }) => {
    const status = says.split(/[,:]/)[0];
    return `${cause} ${status}: ${rule} ${from === to ? to : `${from ?? 'nothing'} → ${to}`}`;
  });

describe('why an order is in its state', () => {
  it('is explained answer by answer and webhook by webhook, with what changed nothing and why', async () => {
    const order = await created(testApp, provider);
    const orderNo = order.providerReference;
    sandbox().webhooks.mode = 'hold';
    sandbox().pay(orderNo);
    sandbox().webhooks.mode = 'deliver';
    const view = { orderNo, orderStatus: 'PAID', token: 'ETH_USDT', payingAmount: 101 };
    expect(await deliver(testApp, provider, 'CHECKOUT_ORDER_CHANGED', view)).toBe(200);
    const late = { ...view, orderStatus: 'PAYING' };
    expect(await deliver(testApp, provider, 'CHECKOUT_ORDER_CHANGED', late)).toBe(200);
    const strange = { ...view, orderStatus: 'PONDERING' };
    expect(await deliver(testApp, provider, 'CHECKOUT_ORDER_CHANGED', strange)).toBe(200);
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

  it('counts what is recorded again and again, and does not list it each time', async () => {
    const order = await created(testApp, provider);
    await mutate(testApp, documents.refreshOrder, { id: order.id });
    const before = (await whyOf(order.id)).explanation.evidence;
    for (let times = 2; times <= 4; times += 1) {
      await mutate(testApp, documents.refreshOrder, { id: order.id });
    }
    const { evidence } = (await whyOf(order.id)).explanation;
    expect(evidence).toHaveLength(before.length);
    expect(evidence.at(-1)).toMatchObject({ cause: 'PROVIDER_QUERY', rule: 'REPEATS', times: 4 });
  });

  it('shows how a lost answer was resolved', async () => {
    sandbox().faults.arm({ fault: 'cut-before', operation: 'createOrder' });
    const order = await created(testApp, provider);
    await resolve(testApp);
    const { status, explanation } = await whyOf(order.id);
    expect([status, explanation.status]).toEqual(['AWAITING_PAYMENT', 'AWAITING_PAYMENT']);
    const lines = inShort(explanation);
    expect(lines.slice(0, 3)).toEqual([
      'MUTATION IN_FLIGHT: SENT nothing → SUBMITTING',
      'MUTATION LOST: ANSWER_LOST SUBMITTING → UNKNOWN',
      'PROVIDER_QUERY NOT_FOUND: ABSENCE_TOO_EARLY UNKNOWN',
    ]);
    expect(lines.filter((line) => line.includes('ABSENCE_COUNTS'))).toHaveLength(2);
    expect(lines.slice(-3)).toEqual([
      'MUTATION IN_FLIGHT: SENT_AGAIN UNKNOWN → SUBMITTING',
      'PROVIDER_ANSWER AWAITING_PAYMENT: DECIDES SUBMITTING → AWAITING_PAYMENT',
      'PROVIDER_ANSWER ANSWERED: ANSWERED AWAITING_PAYMENT',
    ]);
  });

  it('is explained, and so are refunds and settlements, including those made in the portal', async () => {
    const order = await paid(testApp, provider);
    const amount = { amount: '41', ...usdt };
    const input = { idempotencyKey: newKey(), order: order.id, amount, address: ethereumAddress };
    const { refund } = await mutate(testApp, documents.createRefund, { input });
    sandbox().advanceRefund(refund?.providerReference ?? '', 'REFUNDED');
    await mutate(testApp, documents.refreshRefund, { id: refund?.id });
    const [own] = (await whyOf(order.id)).refunds.nodes;
    expect(own).toMatchObject({ status: 'SUCCEEDED', explanation: { status: 'SUCCEEDED' } });
    const { settlement } = await mutate(testApp, documents.createSettlement, {
      input: settlementInput(testApp, provider, { amount: { amount: '10', ...usdt } }),
    });
    const id = settlement?.id ?? '';
    const explained = await testApp.request(documents.settlementExplained, { id });
    expect(explained.settlement?.explanation.status).toBe(explained.settlement?.status);
    expect(explained.settlement?.explanation.evidence[0]?.rule).toBe('SENT');
  });
});

/** A step: the clock moves, and then a statement is recorded. */
const steps = <Status>(statuses: readonly Status[]) =>
  fc.array(
    fc.record({
      waitMs: fc.constantFrom(0, 1_000, 31_000, 900_000),
      what: fc.constantFrom('said', 'said', 'said', 'absent', 'lost', 'sent', 'accepted'),
      status: fc.option(fc.constantFrom(...statuses)),
      occurredAt: fc.option(fc.integer({ min: 1, max: 9 }).map((n) => n * 10 ** 11)),
      amount: fc.option(fc.integer({ min: 1, max: 200 })),
      either: fc.boolean(),
      contradicts: fc.integer({ min: 0, max: 9 }).map((n) => n === 0),
    }),
    { minLength: 1, maxLength: 15 },
  );
describe('the rules, applied again to the evidence', () => {
  const payoutStatuses: ReportedPayoutStatus[] = [
    'PENDING',
    'PROCESSING',
    'SUCCEEDED',
    'FAILED',
    'REJECTED',
    'CANCELED',
    'REVERSED',
  ];
  type Step =
    ReturnType<typeof steps<ReportedOrderStatus | ReportedPayoutStatus>> extends fc.Arbitrary<
      (infer S)[]
    >
      ? S
      : never;

  const submissionAfter = (step: Step, { submission }: { submission: object }, now: number) => {
    if (step.what === 'lost') return { submission: { ...submission, state: 'LOST' } };
    if (step.what === 'sent') {
      const reset = { absentFrom: null, absentTo: null };
      return { submission: { ...submission, state: 'IN_FLIGHT', lastSentAt: now, ...reset } };
    }
    return {};
  };

  /** The observations of a subject that a step makes. */
  const observationsOf = (
    step: Step,
    subject: 'ORDER' | 'REFUND',
    reference: string,
    now: number,
  ) => {
    const { status, occurredAt, what } = step;
    if (what !== 'said' && what !== 'absent') return [];
    if (what === 'absent') {
      const absent = { subject: 'ABSENCE', of: subject, providerReference: reference };
      return [{ ...absent, queriedAt: now }] as Observation[];
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

  /** Applied in one change. */
  const applyStep = (kind: 'ORDER' | 'REFUND', id: string, step: Step) => {
    const { deps } = testApp.app;
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
          const facts = [{ subject: 'ACCEPTANCE', accepted }] as const;
          set.apply(changeOrder(order, { facts }, sourceOf(deps, known, 'MUTATION')));
          return { result: undefined };
        }
        const source = sourceOf(deps, known, 'PROVIDER_QUERY');
        const observations = reportedOf(
          deps,
          observationsOf(step, kind, known.providerReference, now),
        );
        observeAnswer(
          set,
          source,
          subject,
          observations,
          submissionAfter(step, known, now) as object,
        );
        return { result: undefined };
      },
    });
  };

  it('give the state of every order exactly as it is stored', async () => {
    const { deps } = testApp.app;
    await fc.assert(
      fc.asyncProperty(steps(reportedOrderStatuses), async (path) => {
        const { id } = await created(testApp, provider);
        for (const step of path) {
          await testApp.sandbox.clock.advance(step.waitMs);
          await applyStep('ORDER', id, step);
        }
        const stored = await existing(orderById(deps.read, id));
        const evidence = await evidenceOf(deps.read, id, { first: 1000, after: null });
        const again = judgeAll(
          orderRules(stored),
          stored.request.amount,
          evidence as unknown as RecordedStatement<Extract<Fact, { subject: 'ORDER' }>>[],
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
    const { deps } = testApp.app;
    await fc.assert(
      fc.asyncProperty(steps(payoutStatuses), async (path) => {
        const order = await paid(testApp, provider);
        const amount = { amount: '41', ...usdt };
        const common = { idempotencyKey: newKey(), order: order.id, amount };
        const input = { ...common, address: ethereumAddress };
        const id = (await mutate(testApp, documents.createRefund, { input })).refund?.id ?? '';
        for (const step of path) {
          await testApp.sandbox.clock.advance(step.waitMs);
          await applyStep('REFUND', id, step);
        }
        const stored = await existing(refundById(deps.read, id));
        const evidence = await evidenceOf(deps.read, id, { first: 1000, after: null });
        const again = judgeAll(
          payoutRules,
          stored.amount,
          evidence as unknown as RecordedStatement<Extract<Fact, { subject: 'REFUND' }>>[],
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
