import type { NewEvidence } from '../../../src/domain/aggregates/transition.ts';
import type { NewEvent } from '../../../src/domain/event.ts';
import { sameValue } from '../../../src/domain/evidence.ts';
import { judgeAll, orderRules, payoutRules } from '../../../src/domain/judgement.ts';
import type { RecordedStatement, OrderFact } from '../../../src/domain/judgement.ts';
import type { RefundObservation, SettlementObservation } from '../../../src/domain/observation.ts';
import { instructionIn } from '../../../src/domain/instructions/subject.ts';
import { whole } from '../../../src/domain/aggregates/aggregate.ts';
import type { Refund } from '../../../src/domain/aggregates/aggregate.ts';
import { isReturned } from '../../../src/domain/payout.ts';
import type { History } from './history.ts';

/** The differences between our core and the provider's books, in sentences. Empty where they agree. */
export function differences(history: History): string[] {
  return [...books(history), ...sums(history), ...log(history), ...evidence(history)];
}

const aggregateOf = ({ set, made }: History) => {
  const [order] = made;
  const found = order === undefined ? null : set.order(order);
  if (found === null) throw new Error('there is no order');
  return whole(found);
};

const neverThere = ['FAILED', 'CANCELED'];

function* books(history: History): Generator<string> {
  const { provider, set, made } = history;
  const { order, refunds } = aggregateOf(history);
  if (provider.order === null) {
    if (!neverThere.includes(order.status)) yield `order: ${order.status}, never made there`;
  } else if (order.status !== provider.order.status) {
    yield `order: ${order.status}, there ${provider.order.status}`;
  }
  const here = new Map(refunds.map((refund) => [refund.providerReference, refund]));
  for (const [reference, { status, amount }] of provider.refunds) {
    const refund = here.get(reference);
    here.delete(reference);
    if (refund === undefined) yield `refund ${reference}: not known here`;
    else if (refund.status !== status) yield `refund: ${refund.status}, there ${status}`;
    else if (!sameValue(refund.amount, amount)) yield `refund ${reference}: of another amount`;
  }
  for (const { status } of here.values()) {
    if (!neverThere.includes(status)) yield `refund: ${status}, never made there`;
  }
  const settlement = made.find(({ kind }) => kind === 'SETTLEMENT');
  if (settlement === undefined) return;
  const { status } = instructionIn(set, settlement);
  const there = provider.settlement?.status;
  const isSame = there === undefined ? neverThere.includes(status) : status === there;
  if (!isSame) yield `settlement: ${status}, there ${there ?? 'never made'}`;
}

const total = (of: readonly Refund[]): bigint =>
  of.reduce((sum, { amount }) => sum + amount.minor, 0n);

/** What the order stores about its refunds is their sum, and we took no more than was paid. */
function* sums(history: History): Generator<string> {
  const { order, refunds } = aggregateOf(history);
  const standing = refunds.filter(({ status }) => !isReturned(status));
  if (order.refundsHeld !== total(standing)) yield `held: ${order.refundsHeld}`;
  const succeeded = refunds.filter(({ status }) => status === 'SUCCEEDED');
  if (order.refunded !== total(succeeded)) yield `refunded: ${order.refunded}`;
  const refunded = [...history.provider.refunds.values()].filter(
    ({ status }) => status !== 'FAILED',
  );
  const there = refunded.reduce((sum, { amount }) => sum + amount.minor, 0n);
  if (there > (history.provider.order?.paid?.minor ?? 0n)) yield `${there} given back there`;
}

/** Each event follows the previous one of its subject, and the last has the present status. */
function* log(history: History): Generator<string> {
  const events = history.set.recorded.flatMap((recorded) => recorded.events);
  for (const [id, own] of Map.groupBy(events, ({ subjectId }) => subjectId)) {
    let before: NewEvent | null = null;
    for (const event of own) {
      if (event.version !== (before?.version ?? 0) + 1) yield `${id}: version ${event.version}`;
      if (event.from !== (before?.to ?? null)) yield `${id}: from ${event.from}`;
      before = event;
    }
    const status = statusOf(history, id);
    if (before?.to !== status) yield `${id}: ${status}, told ${before?.to}`;
  }
}

function statusOf(history: History, id: string): string {
  const { order, refunds } = aggregateOf(history);
  if (order.id === id) return order.status;
  const refund = refunds.find((one) => one.id === id);
  return refund?.status ?? instructionIn(history.set, { kind: 'SETTLEMENT', id }).status;
}

/** The evidence alone gives the joined state in the row, and its status. */
function* evidence(history: History): Generator<string> {
  const { order, refunds } = aggregateOf(history);
  const evidenceOf = Map.groupBy(
    history.set.recorded.flatMap((recorded) => recorded.evidence),
    ({ subjectId }) => subjectId,
  );
  const recordedOf = <F>(id: string) => (evidenceOf.get(id) ?? []) as (NewEvidence & F)[];
  const joined = judgeAll(
    orderRules(order),
    order.request.amount,
    recordedOf<RecordedStatement<OrderFact>>(order.id),
  );
  if (!agrees(order, joined)) yield `${order.id}: its evidence gives ${joined.status}`;
  for (const refund of refunds) {
    const ofRefund = recordedOf<RecordedStatement<RefundObservation | SettlementObservation>>(
      refund.id,
    );
    const again = judgeAll(payoutRules, refund.amount, ofRefund);
    if (!agrees(refund, again)) yield `${refund.id}: its evidence gives ${again.status}`;
  }
}

interface Known {
  status: string;
  evidence: unknown;
  submission: unknown;
}

const agrees = (a: Known, b: Known): boolean =>
  a.status === b.status &&
  sameValue(a.evidence, b.evidence) &&
  sameValue(a.submission, b.submission);
