import type { Observation, ObservationCause } from '../domain/observation.ts';
import { payoutPhase } from '../domain/payout.ts';
import type { RefundUnderWay, Reply } from '../providers/provider.ts';
import { abnormalPaymentById } from '../store/queries/abnormal-payments.ts';
import { orderById } from '../store/queries/orders.ts';
import { refundById, refundsOfOrders } from '../store/queries/refunds.ts';
import { settlementById } from '../store/queries/settlements.ts';
import type {
  AbnormalPaymentRecord,
  EventCause,
  OrderRecord,
  RefundRecord,
  SettlementRecord,
} from '../store/records.ts';
import type { Tx } from '../store/sql.ts';
import {
  applyObservation,
  applyToOrder,
  applyToRefund,
  applyToSettlement,
} from './apply-observation.ts';
import type { Source } from './apply-observation.ts';
import { keepExchanges, queryProvider } from './call-provider.ts';
import type { Outcome } from './call-provider.ts';
import type { Deps } from './deps.ts';
import { lineOf, present } from './find.ts';
import type { Line } from './find.ts';
import { moveAbnormalPayment } from './moves/abnormal-payment.ts';
import type { Check } from './moves/schedule.ts';

/** What became of a question. Unbelieved: the provider gave no answer that says anything about the subject. */
export interface Asked<T> {
  record: T;
  believed: boolean;
  /** What the provider said, and the record as it was when that was applied. */
  told: readonly Observation[];
  before: T;
}

/** Why the provider is asked. */
export interface Asking {
  cause?: ObservationCause;
  checked?: Check;
  /** Told when the question leaves: who asks from then on needs an answer of its own. */
  leaving?: () => void;
}

export function sourceOf(
  deps: Deps,
  { merchantId, accountId }: { merchantId: string; accountId: string },
  cause: EventCause,
  callId: string | null = null,
): Source {
  return { merchantId, accountId, cause, now: deps.now(), deliveryId: null, callId };
}

/** Asks for an order, and where the provider keeps them apart, for its abnormal payments too. */
export async function askOrder(
  deps: Deps,
  order: OrderRecord,
  { cause = 'PROVIDER_QUERY', checked = 'BY_HAND', leaving }: Asking = {},
): Promise<Asked<OrderRecord>> {
  const line = await lineOf(deps, order.accountId);
  const answer = await queryProvider(
    deps,
    order.provider,
    (call) => line.connection.queryOrder(order, call),
    leaving,
  );
  const payments = hasMoved(answer) ? await askForAbnormalPayments(deps, line, order) : null;
  const told = observationsOf(answer);
  return deps.queue.commit(async (tx) => {
    const callId = await keepExchanges(tx, deps, order.id, answer.exchanges);
    if (payments !== null) await keepExchanges(tx, deps, order.id, payments.exchanges);
    const found = payments?.kind === 'ANSWERED' ? (payments.reply?.observations ?? []) : [];
    const source = sourceOf(deps, order, cause, callId);
    const before = await present(orderById(tx, order.id));
    const record = await applyToOrder(tx, deps, source, before, [...told, ...found], { checked });
    return { record, believed: isAnswered(answer), told, before };
  });
}

/** While an order just waits, nothing can have come in that does not fit it. */
function hasMoved(answer: Outcome<Reply>): boolean {
  return observationsOf(answer).some(
    (news) => news.subject === 'ORDER' && news.status !== 'AWAITING_PAYMENT',
  );
}

async function askForAbnormalPayments(deps: Deps, line: Line, order: OrderRecord) {
  const { connection } = line;
  if (connection.listAbnormalPayments === undefined) return null;
  const filter = { orderProviderReference: order.providerReference };
  return queryProvider(deps, order.provider, async (call) =>
    connection.listAbnormalPayments?.(filter, call),
  );
}

export async function askRefund(
  deps: Deps,
  refund: RefundRecord,
  { cause = 'PROVIDER_QUERY', checked = 'BY_HAND', leaving }: Asking = {},
): Promise<Asked<RefundRecord>> {
  const { connection, account } = await lineOf(deps, refund.accountId);
  if (connection.queryRefund === undefined) {
    return { record: refund, believed: false, told: [], before: refund };
  }
  const order = await present(orderById(deps.read, refund.orderId));
  const providerRefundId = refund.evidence.providerId;
  const { providerReference } = refund;
  const known = await underWay(deps, refund, order);
  const handle = { providerReference, providerRefundId, order, ...known };
  const answer = await queryProvider(
    deps,
    account.provider,
    async (call) => connection.queryRefund?.(handle, call),
    leaving,
  );
  const told = observationsOf(answer);
  return deps.queue.commit(async (tx) => {
    const callId = await keepExchanges(tx, deps, refund.id, answer.exchanges);
    const before = await present(refundById(tx, refund.id));
    const source = sourceOf(deps, refund, cause, callId);
    const record = await applyToRefund(tx, deps, source, before, told, { checked });
    return { record, believed: isAnswered(answer), told, before };
  });
}

/** A word about all refunds of an order speaks of this one only while no other is open. */
async function underWay(
  deps: Deps,
  refund: RefundRecord,
  order: OrderRecord,
): Promise<{ underWay?: RefundUnderWay }> {
  const { refundable } = order;
  const siblings = await refundsOfOrders(deps.read, [order.id]);
  const open = siblings.filter(({ status }) => payoutPhase(status) === 'OPEN');
  const isAlone = open.length === 1 && open[0]?.id === refund.id;
  if (refundable === null || refund.abnormalPaymentId !== null || !isAlone) return {};
  const { status, amount, submission } = refund;
  const refundedBefore = { ...refundable, minor: order.refunded };
  return {
    underWay: { status, amount, refundable, refundedBefore, sentAt: submission.lastSentAt },
  };
}

export async function askSettlement(
  deps: Deps,
  settlement: SettlementRecord,
  { cause = 'PROVIDER_QUERY', checked = 'BY_HAND', leaving }: Asking = {},
): Promise<Asked<SettlementRecord>> {
  const { connection } = await lineOf(deps, settlement.accountId);
  const { providerReference, evidence } = settlement;
  const handle = { providerReference, providerSettlementId: evidence.providerId };
  const answer = await queryProvider(
    deps,
    settlement.provider,
    async (call) => connection.querySettlement?.(handle, call),
    leaving,
  );
  const told = observationsOf(answer);
  return deps.queue.commit(async (tx) => {
    const callId = await keepExchanges(tx, deps, settlement.id, answer.exchanges);
    const before = await present(settlementById(tx, settlement.id));
    const source = sourceOf(deps, settlement, cause, callId);
    const record = await applyToSettlement(tx, deps, source, before, told, { checked });
    return { record, believed: isAnswered(answer), told, before };
  });
}

/** Asks what an abnormal payment is: its notice does not say. */
export async function askAbnormalPayment(
  deps: Deps,
  payment: AbnormalPaymentRecord,
  { cause = 'PROVIDER_QUERY' }: Pick<Asking, 'cause'> = {},
): Promise<Asked<AbnormalPaymentRecord>> {
  const { connection, account } = await lineOf(deps, payment.accountId);
  const { providerAbnormalPaymentId } = payment;
  const answer = await queryProvider(deps, account.provider, async (call) =>
    connection.listAbnormalPayments?.({ providerAbnormalPaymentId }, call),
  );
  const told = observationsOf(answer);
  return deps.queue.commit(async (tx) => {
    if (payment.orderId !== null) await keepExchanges(tx, deps, payment.orderId, answer.exchanges);
    const source = sourceOf(deps, payment, cause);
    const before = await present(abnormalPaymentById(tx, payment.id));
    await applyAll(tx, deps, source, told);
    const known = await present(abnormalPaymentById(tx, payment.id));
    const motive = { ...source, occurredAt: null };
    const record = await moveAbnormalPayment(tx, deps, motive, known, { checked: true });
    return { record, believed: answer.kind === 'ANSWERED', told, before };
  });
}

async function applyAll(
  tx: Tx,
  deps: Deps,
  source: Source,
  observations: readonly Observation[],
): Promise<void> {
  for (const news of observations) await applyObservation(tx, deps, source, news);
}

function observationsOf(
  answer: Outcome<Pick<Reply, 'observations'> | undefined>,
): readonly Observation[] {
  return answer.kind === 'ANSWERED' ? (answer.reply?.observations ?? []) : [];
}

/** A refusal without a fact (bad credentials, say) tells nothing of the subject. */
function isAnswered(answer: Outcome<Reply | undefined>): boolean {
  return observationsOf(answer).length > 0;
}
