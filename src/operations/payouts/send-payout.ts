import { isSilent } from '../../domain/evidence.ts';
import type { Observation } from '../../domain/observation.ts';
import { ended, givenUp, notSent, unreachable } from '../../domain/submission.ts';
import type { Submission } from '../../domain/submission.ts';
import type { Reply } from '../../providers/provider.ts';
import { abnormalPaymentById } from '../../store/queries/abnormal-payments.ts';
import { orderById, ordersByIds } from '../../store/queries/orders.ts';
import { refundById } from '../../store/queries/refunds.ts';
import { settlementById } from '../../store/queries/settlements.ts';
import type { EventCause, RefundRecord, SettlementRecord } from '../../store/records.ts';
import type { Tx } from '../../store/sql.ts';
import { applyToRefund, applyToSettlement } from '../apply-observation.ts';
import { askRefund, askSettlement, sourceOf } from '../ask.ts';
import {
  afterAsking,
  callProvider,
  isDoubtful,
  isOvertaken,
  keepExchanges,
  keepOutcome,
  lostOutcome,
} from '../call-provider.ts';
import type { Ending, Outcome } from '../call-provider.ts';
import type { Deps } from '../deps.ts';
import { lineOf, present } from '../find.ts';
import { webhookUrlOf } from '../merchants/provider-accounts.ts';

/** What surely was not sent stays REQUESTED and is tried again for this long (ANSWERS 17). */
export const payoutTryForMs = 86_400_000;

/** Sends a refund whose intention is stored (SUBMITTING), under its lock, and writes what became of it. */
export async function sendRefund(
  deps: Deps,
  refund: RefundRecord,
  { again = false } = {},
): Promise<RefundRecord> {
  const outcome = await callProvider(deps, ...(await refundCall(deps, refund)));
  if (!isDoubtful(outcome, again)) return settleRefund(deps, refund, outcome, again);
  await deps.queue.commit((tx) => keepExchanges(tx, deps, refund.id, outcome.exchanges));
  const { record, told } = await askRefund(deps, refund);
  if (record.status !== 'SUBMITTING') return record;
  const sure = afterAsking(outcome, told, isSilent(record.evidence));
  return settleRefund(deps, refund, sure, again);
}

async function refundCall(deps: Deps, refund: RefundRecord) {
  const { connection, account } = await lineOf(deps, refund.accountId);
  const order = await present(orderById(deps.read, refund.orderId));
  const { providerReference, amount, address, reason, abnormalPaymentId } = refund;
  if (abnormalPaymentId === null) {
    const notifyUrl = `${webhookUrlOf(deps, account)}/refunds`;
    const toSend = { providerReference, amount, address, reason, order, notifyUrl };
    if (connection.createRefund === undefined) throw new Error('the provider takes no refunds');
    return [account.provider, connection.createRefund.bind(connection, toSend)] as const;
  }
  const payment = await present(abnormalPaymentById(deps.read, abnormalPaymentId));
  if (connection.refundAbnormalPayment === undefined) {
    throw new Error('the provider takes no refunds of abnormal payments');
  }
  const send = connection.refundAbnormalPayment.bind(connection, {
    providerReference,
    order,
    providerAbnormalPaymentId: payment.providerAbnormalPaymentId,
    transactionHash: payment.evidence.transactionHash,
    amount,
    reason,
  });
  return [account.provider, send] as const;
}

async function settleRefund(
  deps: Deps,
  refund: RefundRecord,
  outcome: Outcome<Reply>,
  again: boolean,
): Promise<RefundRecord> {
  const keep = async (tx: Tx, become: Outcome<Reply>): Promise<RefundRecord> => {
    const callId = await keepExchanges(tx, deps, refund.id, become.exchanges);
    const known = await present(refundById(tx, refund.id));
    if (isOvertaken(refund, known, become, again)) return known;
    const source = sourceOf(deps, known, causeOf(become), callId);
    const { submission, news } = settled(known, become, again, source.now);
    return applyToRefund(tx, deps, source, known, news, { submission });
  };
  return keepOutcome(
    deps,
    (tx) => keep(tx, outcome),
    (tx) => keep(tx, lostOutcome),
  );
}

/** Sends a settlement whose intention is stored (SUBMITTING), under its lock, and writes what became of it. */
export async function sendSettlement(
  deps: Deps,
  settlement: SettlementRecord,
  { again = false } = {},
): Promise<SettlementRecord> {
  const { connection, account } = await lineOf(deps, settlement.accountId);
  const orders = await ordersByIds(deps.read, settlement.orderIds);
  const toSend = {
    ...settlement.request,
    providerReference: settlement.providerReference,
    orderProviderReferences: orders.map(({ providerReference }) => providerReference),
    notifyUrl: `${webhookUrlOf(deps, account)}/settlements`,
  };
  if (connection.createSettlement === undefined) throw new Error('the provider takes no payouts');
  const send = connection.createSettlement.bind(connection, toSend);
  const outcome = await callProvider(deps, account.provider, send);
  if (!isDoubtful(outcome, again)) return settleSettlement(deps, settlement, outcome, again);
  await deps.queue.commit((tx) => keepExchanges(tx, deps, settlement.id, outcome.exchanges));
  const { record, told } = await askSettlement(deps, settlement);
  if (record.status !== 'SUBMITTING') return record;
  const sure = afterAsking(outcome, told, isSilent(record.evidence));
  return settleSettlement(deps, settlement, sure, again);
}

async function settleSettlement(
  deps: Deps,
  settlement: SettlementRecord,
  outcome: Outcome<Reply>,
  again: boolean,
): Promise<SettlementRecord> {
  const keep = async (tx: Tx, become: Outcome<Reply>): Promise<SettlementRecord> => {
    const callId = await keepExchanges(tx, deps, settlement.id, become.exchanges);
    const known = await present(settlementById(tx, settlement.id));
    if (isOvertaken(settlement, known, become, again)) return known;
    const source = sourceOf(deps, known, causeOf(become), callId);
    const { submission, news } = settled(known, become, again, source.now);
    return applyToSettlement(tx, deps, source, known, news, { submission });
  };
  return keepOutcome(
    deps,
    (tx) => keep(tx, outcome),
    (tx) => keep(tx, lostOutcome),
  );
}

/** Without an answer it is our own finding that there was none. */
const causeOf = ({ kind }: Outcome<Reply>): EventCause =>
  kind === 'ANSWERED' ? 'PROVIDER_ANSWER' : 'MUTATION';

/** What an outcome says of a payout. */
function settled(
  { submission, createdAt }: { submission: Submission; createdAt: number },
  outcome: Ending<Reply>,
  again: boolean,
  now: number,
): { submission: Submission; news: readonly Observation[] } {
  switch (outcome.kind) {
    case 'ANSWERED':
      return { submission: ended(submission, 'ANSWERED', now), news: outcome.reply.observations };
    case 'UNKNOWN':
      return { submission: ended(submission, 'LOST', now), news: [] };
    case 'NOT_SENT': {
      const waiting = notSent(submission, again);
      const isOver = now - createdAt >= payoutTryForMs;
      return { submission: isOver ? givenUp(waiting, unreachable) : waiting, news: [] };
    }
  }
}
