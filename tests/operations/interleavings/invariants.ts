import { isOverdrawn as paymentIsOverdrawn } from '../../../src/domain/abnormal-payment.ts';
import { isSilent, sameValue } from '../../../src/domain/evidence.ts';
import type { EvidenceRule } from '../../../src/domain/evidence.ts';
import { judgeAll, orderRules, payoutRules } from '../../../src/domain/judgement.ts';
import type { RecordedStatement, OrderFact } from '../../../src/domain/judgement.ts';
import type { RefundObservation, SettlementObservation } from '../../../src/domain/observation.ts';
import { isOnlyRefused, orderTransitions } from '../../../src/domain/order.ts';
import type { OrderStatus } from '../../../src/domain/order.ts';
import { paidSoFar } from '../../../src/domain/order-money.ts';
import { isReturned, payoutTransitions } from '../../../src/domain/payout.ts';
import type { PayoutStatus } from '../../../src/domain/payout.ts';
import { isOwn } from '../../../src/domain/instructions/submission.ts';
import type { EventRecord, RefundRecord } from '../../../src/store/records.ts';
import type { Rows } from './rows.ts';

/** What is wrong with the stored rows at any moment, in sentences. `inFlight`: references of what is being sent. */
export function wrongIn(rows: Rows, inFlight: readonly string[]): string[] {
  return [
    ...log(rows),
    ...sending(rows, inFlight),
    ...sums(rows),
    ...evidence(rows),
    ...steps(rows),
    ...once(rows),
  ];
}

/** The log is numbered without holes, and each subject's chain ends with its present state. */
function* log({ events, lastSeq, orders, refunds, payments }: Rows): Generator<string> {
  if (events.some(({ seq }, at) => seq !== at + 1) || lastSeq !== events.length) {
    yield `the log ends at ${lastSeq}: ${events.map(({ seq }) => seq).join(' ')}`;
  }
  const last = new Map<string, EventRecord>();
  for (const event of events) {
    const { subjectId: id, from, to, version } = event;
    const before = last.get(id);
    if (from !== (before?.to ?? null)) yield `${id}: from ${from} after ${before?.to}`;
    if (version !== (before?.version ?? 0) + 1) yield `${id}: version ${version}`;
    if (!isLegalTransition(event)) yield `${id}: ${from} to ${to}`;
    last.set(id, event);
  }
  for (const { id, status, version } of [...orders, ...refunds, ...payments]) {
    const event = last.get(id);
    if (event?.to === status && event.version === version) continue;
    yield `${id}: ${status} (${version}), told to be ${event?.to} (${event?.version})`;
  }
}

function isLegalTransition({ type, from, to }: EventRecord): boolean {
  if (from === null || to === from || to === null) return to !== null;
  if (type.startsWith('ORDER')) {
    return orderTransitions[from as OrderStatus].includes(to as OrderStatus);
  }
  if (type.startsWith('ABNORMAL')) return true;
  return payoutTransitions[from as PayoutStatus].includes(to as PayoutStatus);
}

const notInFlight = ['NOT_SENT', 'GIVEN_UP', 'WITHDRAWN'];

/** A sender can die: then somebody else takes care of the instruction. */
function* sending({ orders, refunds }: Rows, inFlight: readonly string[]): Generator<string> {
  for (const { id, status, submission, evidence } of orders) {
    const isRefused = status === 'FAILED' && isOnlyRefused(evidence);
    if (isRefused && submission.state === 'IN_FLIGHT')
      yield `${id} failed before its call has ended`;
  }
  for (const work of [...orders, ...refunds]) {
    const { id, status, checkAt, submission, providerReference, evidence } = work;
    const isSent = inFlight.includes(providerReference);
    if (isSent && isSilent(evidence) && notInFlight.includes(submission.state)) {
      yield `${id} is being sent, and taken for ${submission.state}`;
    }
    if (status === 'SUBMITTING' && checkAt === null) yield `${id} is being sent without a lease`;
    if (status === 'UNKNOWN' && checkAt === null) yield `${id} is unknown, and nobody will ask`;
  }
}

const total = (refunds: readonly RefundRecord[]): bigint =>
  refunds.reduce((sum, { amount }) => sum + amount.minor, 0n);

function* sums({ orders, refunds, payments, events }: Rows): Generator<string> {
  // The provider has what had been taken for absent: a fact, whatever had been promised meanwhile.
  const reopened = new Set(
    events.flatMap(({ subjectId, from }) => (from === 'FAILED' ? [subjectId] : [])),
  );
  for (const order of orders) {
    const { id, refundable, refundsHeld, refunded, evidence, status, needsAttention } = order;
    const ofIt = refunds.filter((one) => one.orderId === id && one.abnormalPaymentId === null);
    const standing = ofIt.filter((one) => !isReturned(one.status));
    const succeeded = standing.filter((one) => one.status === 'SUCCEEDED');
    const limit = refundable?.minor ?? 0n;
    if (refundsHeld !== total(standing)) yield `${id} holds ${refundsHeld}, not ${total(standing)}`;
    if (refunded !== total(succeeded)) yield `${id}: ${refunded} refunded, not ${total(succeeded)}`;
    if (limit > (paidSoFar(evidence, status)?.minor ?? 0n)) yield `${id}: ${limit} refundable`;
    if (refundsHeld > limit && status === 'PAID' && !needsAttention) {
      yield `${id} is overdrawn, and nobody is told`;
    }
    const own = standing.filter((one) => isOwn(one.submission) && !reopened.has(one.id));
    if (status === 'PAID' && total(own) > limit) {
      yield `${id}: our own refunds take ${total(own)} of ${limit}`;
    }
  }
  for (const payment of payments) {
    const ofIt = refunds.filter((one) => one.abnormalPaymentId === payment.id);
    const own = ofIt.filter(
      (one) => !isReturned(one.status) && isOwn(one.submission) && !reopened.has(one.id),
    );
    const resolved = payment.evidence.resolution?.amount.minor ?? 0n;
    const held = total(own) + resolved;
    if (held > payment.evidence.pendingAtFirst.minor) {
      yield `${payment.id}: our own refunds and resolution take ${held}`;
    }
    if (held > payment.held && !paymentIsOverdrawn(payment)) yield `${payment.id}: ${payment.held}`;
  }
}

/** The evidence, judged again, gives what is stored. */
function* evidence({ orders, refunds, evidence: evidenceBySubject }: Rows): Generator<string> {
  for (const order of orders) {
    const recorded = evidenceBySubject.get(order.id) as readonly RecordedStatement<OrderFact>[];
    const again = judgeAll(orderRules(order), order.request.amount, recorded);
    if (!agrees(order, again)) yield `${order.id}: its evidence gives ${again.status}`;
  }
  for (const refund of refunds) {
    const recorded = evidenceBySubject.get(refund.id) as readonly RecordedStatement<
      RefundObservation | SettlementObservation
    >[];
    const again = judgeAll(payoutRules, refund.amount, recorded);
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

const ownSteps: readonly EvidenceRule[] = [
  'SENT',
  'SENT_AGAIN',
  'NOT_SENT',
  'GIVEN_UP',
  'WITHDRAWN',
  'TURNED',
];

/** What the provider reports outranks what we conclude: before such a step there was only a refusal, or nothing. */
function* steps({ orders, refunds, evidence: evidenceBySubject }: Rows): Generator<string> {
  for (const { id } of [...orders, ...refunds]) {
    let reported: string | null = null;
    for (const { statement, rule } of evidenceBySubject.get(id) ?? []) {
      const isReported = statement.subject === 'ORDER' || statement.subject === 'REFUND';
      if (isReported && statement.status !== 'FAILED')
        reported = statement.status ?? 'no known word';
      if (ownSteps.includes(rule) && reported !== null)
        yield `${id} was ${reported}, and then ${rule}`;
    }
  }
}

/** A delivery is stored and applied once, however often it comes. */
function* once({ evidence: evidenceBySubject, deliveries }: Rows): Generator<string> {
  const known = new Map(deliveries.map((delivery) => [delivery.id, delivery]));
  for (const { deliveryId, times, subjectId } of [...evidenceBySubject.values()].flat()) {
    if (deliveryId === null) continue;
    const delivery = known.get(deliveryId);
    if (delivery === undefined) yield `${subjectId}: ${deliveryId} was applied, and is not kept`;
    const mayRepeat = delivery?.eventId?.startsWith('notice') === true;
    if (times > 1 && !mayRepeat) yield `${subjectId}: ${deliveryId} was applied ${times} times`;
  }
}
