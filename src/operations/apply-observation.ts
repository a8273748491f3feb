import { foldAbnormalPayment, isOfSameMoney } from '../domain/abnormal-payment.ts';
import { instant } from '../domain/observation.ts';
import type {
  AbnormalPaymentObservation,
  AbsenceObservation,
  Observation,
  OrderObservation,
  RefundObservation,
  SettlementObservation,
} from '../domain/observation.ts';
import type { SaidElsewhere } from '../domain/routing.ts';
import type { News } from '../domain/judgement.ts';
import type { Submission } from '../domain/submission.ts';
import { abnormalPaymentByProviderId } from '../store/queries/abnormal-payments.ts';
import { orderById, orderKnownAt } from '../store/queries/orders.ts';
import { refundById, refundByProviderReference } from '../store/queries/refunds.ts';
import { settlementById, settlementByProviderReference } from '../store/queries/settlements.ts';
import type {
  AbnormalPaymentRecord,
  EventCause,
  OrderRecord,
  RefundRecord,
  SettlementRecord,
} from '../store/records.ts';
import type { Tx } from '../store/sql.ts';
import type { Deps } from './deps.ts';
import { present } from './find.ts';
import { addAbnormalPayment, moveAbnormalPayment } from './moves/abnormal-payment.ts';
import type { Motive } from './moves/context.ts';
import { moveOrder } from './moves/order.ts';
import type { Check } from './moves/schedule.ts';
import { moveRefund } from './moves/refund.ts';
import { moveSettlement } from './moves/settlement.ts';
import { takeOverRefund } from './payouts/take-over-refund.ts';

/** Who brought the news, and when. */
export interface Source {
  merchantId: string;
  accountId: string;
  cause: EventCause;
  /** Epoch milliseconds at which we learned of it. */
  now: number;
  deliveryId: string | null;
  /** The last exchange of the call that brought it. */
  callId?: string | null;
}

/**
 * UNMATCHED: nobody here knows the subject (yet). TOLD_OF_ORDER: it is nothing of its own here, and its order needs
 * attention.
 */
export type Effect = 'CHANGED' | 'UNCHANGED' | 'UNMATCHED' | 'TOLD_OF_ORDER';

/**
 * Every change of a status, whatever brought the news, comes through here: the observation is added to what
 * is known of its subject, and the state that follows from all of it is written with its events.
 */
export async function applyObservation(
  tx: Tx,
  deps: Deps,
  source: Source,
  news: Observation,
): Promise<Effect> {
  switch (news.subject) {
    case 'ORDER':
      return observeOrder(tx, deps, source, news);
    case 'REFUND':
      return observeRefund(tx, deps, source, news);
    case 'SETTLEMENT':
      return observeSettlement(tx, deps, source, news);
    case 'ABNORMAL_PAYMENT':
      return observeAbnormalPayment(tx, deps, source, news);
    case 'ABSENCE':
      return observeAbsence(tx, deps, source, news);
  }
}

const motiveOf = (source: Source, occurredAt: number | null = null): Motive => ({
  ...source,
  occurredAt: instant(occurredAt),
});

/** What follows from asking or telling the provider, beside what it answered. */
export interface Progress {
  submission?: Submission;
  checked?: Check;
}

/** Only after the subject's own change is written: what becomes of others can change the subject again. */
async function applyToOthers<Subject extends { id: string }>(
  tx: Tx,
  deps: Deps,
  source: Source,
  others: readonly Observation[],
  subject: Subject,
  byId: (tx: Tx, id: string) => Promise<Subject | null>,
): Promise<Subject> {
  for (const news of others) await applyObservation(tx, deps, source, news);
  return others.length === 0 ? subject : present(byId(tx, subject.id));
}

/** Evidence belongs to the account that it came from: once an order has left it, it counts for nothing. */
const saidElsewhere = (
  { accountId }: Source,
  news: readonly (SaidElsewhere['said'] | AbsenceObservation)[],
): SaidElsewhere[] =>
  news.flatMap((said) =>
    said.subject === 'ABSENCE' ? [] : [{ subject: 'SAID_ELSEWHERE', accountId, said }],
  );

/** Several observations of one order at once: one change, one event. */
export async function applyToOrder(
  tx: Tx,
  deps: Deps,
  source: Source,
  order: OrderRecord,
  observations: readonly Observation[],
  progress: Progress = {},
): Promise<OrderRecord> {
  const { said, others } = sorted<OrderObservation>('ORDER', order, observations);
  const isHere = order.accountId === source.accountId;
  const change = isHere ? { ...progress, said } : { elsewhere: saidElsewhere(source, said) };
  const moved = await moveOrder(tx, deps, motiveOf(source), order, change);
  return applyToOthers(tx, deps, source, others, moved, orderById);
}

export async function applyToRefund(
  tx: Tx,
  deps: Deps,
  source: Source,
  refund: RefundRecord,
  observations: readonly Observation[],
  progress: Progress = {},
): Promise<RefundRecord> {
  const { said, others } = sorted<RefundObservation>('REFUND', refund, observations);
  const moved = await moveRefund(tx, deps, motiveOf(source), refund, { ...progress, said });
  return applyToOthers(tx, deps, source, others, moved, refundById);
}

export async function applyToSettlement(
  tx: Tx,
  deps: Deps,
  source: Source,
  settlement: SettlementRecord,
  observations: readonly Observation[],
  progress: Progress = {},
): Promise<SettlementRecord> {
  const { said, others } = sorted<SettlementObservation>('SETTLEMENT', settlement, observations);
  const change = { ...progress, said };
  const moved = await moveSettlement(tx, deps, motiveOf(source), settlement, change);
  return applyToOthers(tx, deps, source, others, moved, settlementById);
}

/** What is said of the subject itself, and what is about others. */
function sorted<Own extends News>(
  subject: Own['subject'],
  { providerReference }: { providerReference: string },
  observations: readonly Observation[],
) {
  const said: (Own | AbsenceObservation)[] = [];
  const others: Observation[] = [];
  for (const news of observations) {
    const isOwn =
      news.subject !== 'ABNORMAL_PAYMENT' && news.providerReference === providerReference;
    if (isOwn && news.subject === subject) said.push(news as Own);
    else if (isOwn && news.subject === 'ABSENCE' && news.of === subject) said.push(news);
    else others.push(news);
  }
  return { said, others };
}

const effect = (before: { version: number }, after: { version: number }): Effect =>
  before.version === after.version ? 'UNCHANGED' : 'CHANGED';

async function observeOrder(
  tx: Tx,
  deps: Deps,
  source: Source,
  news: OrderObservation,
): Promise<Effect> {
  const order = await orderKnownAt(tx, source.accountId, news.providerReference);
  if (order === null) return 'UNMATCHED';
  return effect(order, await applyToOrder(tx, deps, source, order, [news]));
}

async function observeSettlement(
  tx: Tx,
  deps: Deps,
  source: Source,
  news: SettlementObservation,
): Promise<Effect> {
  const { accountId } = source;
  const known = await settlementByProviderReference(tx, accountId, news.providerReference);
  if (known === null) return 'UNMATCHED';
  return effect(known, await applyToSettlement(tx, deps, source, known, [news]));
}

async function observeRefund(
  tx: Tx,
  deps: Deps,
  source: Source,
  news: RefundObservation,
): Promise<Effect> {
  const refund = await refundByProviderReference(tx, source.accountId, news.providerReference);
  if (refund === null) {
    const motive = motiveOf(source, news.occurredAt);
    const taken = await takeOverRefund(tx, deps, motive, source, news);
    return taken ?? refundElsewhere(tx, deps, source, news);
  }
  return effect(refund, await applyToRefund(tx, deps, source, refund, [news]));
}

/** Given back at an account that the order has left: none of its refunds. */
async function refundElsewhere(
  tx: Tx,
  deps: Deps,
  source: Source,
  news: RefundObservation,
): Promise<Effect> {
  const { orderProviderReference: reference } = news;
  const { accountId } = source;
  const order = reference === undefined ? null : await orderKnownAt(tx, accountId, reference);
  if (order === null || order.accountId === accountId) return 'UNMATCHED';
  const elsewhere = saidElsewhere(source, [news]);
  return effect(order, await moveOrder(tx, deps, motiveOf(source), order, { elsewhere }));
}

async function observeAbnormalPayment(
  tx: Tx,
  deps: Deps,
  source: Source,
  news: AbnormalPaymentObservation,
): Promise<Effect> {
  const { accountId, merchantId } = source;
  const { providerAbnormalPaymentId, orderProviderReference } = news;
  const motive = motiveOf(source, news.occurredAt);
  const known = await abnormalPaymentByProviderId(tx, accountId, providerAbnormalPaymentId);
  if (known !== null) {
    if (!isOfSameMoney(known.evidence, news)) return tellOrder(tx, deps, motive, known, news);
    const evidence = foldAbnormalPayment(known.evidence, news);
    return effect(known, await moveAbnormalPayment(tx, deps, motive, known, { evidence }));
  }
  const evidence = foldAbnormalPayment(null, news);
  const order =
    orderProviderReference === null
      ? null
      : await orderKnownAt(tx, accountId, orderProviderReference);
  if (orderProviderReference !== null && order === null) return 'UNMATCHED';
  const orderId = order?.id ?? null;
  const found = { merchantId, accountId, orderId, providerAbnormalPaymentId, evidence };
  await addAbnormalPayment(tx, deps, motive, found);
  return 'CHANGED';
}

/** Of other money than before, it counts for nothing: the order that it belongs to needs attention. */
async function tellOrder(
  tx: Tx,
  deps: Deps,
  motive: Motive,
  { orderId }: AbnormalPaymentRecord,
  news: AbnormalPaymentObservation,
): Promise<Effect> {
  if (orderId === null) return 'UNCHANGED';
  const order = await present(orderById(tx, orderId));
  return effect(order, await moveOrder(tx, deps, motive, order, { said: [news] }));
}

/** An absence proves nothing by itself: it is kept, and `resolve-unknown` draws the conclusion. */
async function observeAbsence(
  tx: Tx,
  deps: Deps,
  source: Source,
  news: AbsenceObservation,
): Promise<Effect> {
  const { accountId } = source;
  switch (news.of) {
    case 'ORDER': {
      const order = await orderKnownAt(tx, accountId, news.providerReference);
      if (order === null) return 'UNMATCHED';
      return effect(order, await applyToOrder(tx, deps, source, order, [news]));
    }
    case 'REFUND': {
      const refund = await refundByProviderReference(tx, accountId, news.providerReference);
      if (refund === null) return 'UNMATCHED';
      return effect(refund, await applyToRefund(tx, deps, source, refund, [news]));
    }
    case 'SETTLEMENT': {
      const known = await settlementByProviderReference(tx, accountId, news.providerReference);
      if (known === null) return 'UNMATCHED';
      return effect(known, await applyToSettlement(tx, deps, source, known, [news]));
    }
  }
}
