import {
  abnormalPaymentStatus,
  heldAmount,
  isOverdrawn,
  pendingAmount,
} from '../../domain/abnormal-payment.ts';
import type { AbnormalPaymentEvidence } from '../../domain/abnormal-payment.ts';
import { isOwn, unknownLadder } from '../../domain/submission.ts';
import { encode } from '../../store/json.ts';
import {
  abnormalPaymentById,
  insertAbnormalPayment,
  updateAbnormalPayment,
} from '../../store/queries/abnormal-payments.ts';
import { refundsOfOrders } from '../../store/queries/refunds.ts';
import type { AbnormalPaymentRecord, RefundRecord } from '../../store/records.ts';
import type { Tx } from '../../store/sql.ts';
import type { Deps } from '../deps.ts';
import { tell } from './context.ts';
import type { Motive, Told } from './context.ts';

export async function addAbnormalPayment(
  tx: Tx,
  deps: Deps,
  motive: Motive,
  found: Pick<
    AbnormalPaymentRecord,
    'merchantId' | 'accountId' | 'orderId' | 'providerAbnormalPaymentId' | 'evidence'
  >,
): Promise<AbnormalPaymentRecord> {
  const created: AbnormalPaymentRecord = {
    ...found,
    id: deps.ids.make('abn'),
    status: abnormalPaymentStatus(found.evidence, []),
    pending: pendingAmount(found.evidence, []),
    held: 0n,
    checkAt: found.evidence.type === 'UNCLASSIFIED' ? motive.now : null,
    checks: 0,
    version: 1,
    revision: 0,
    createdAt: motive.now,
    updatedAt: motive.now,
  };
  await insertAbnormalPayment(tx, created);
  const type = 'ABNORMAL_PAYMENT_RECEIVED';
  await tell(tx, deps, motive, { ...toldOf(created), type, from: null });
  return created;
}

export interface AbnormalPaymentChange {
  evidence?: AbnormalPaymentEvidence;
  /** The provider was asked what it is. */
  checked?: boolean;
}

/** The one place where an abnormal payment's status changes. */
export async function moveAbnormalPayment(
  tx: Tx,
  deps: Deps,
  motive: Motive,
  before: AbnormalPaymentRecord,
  change: AbnormalPaymentChange,
): Promise<AbnormalPaymentRecord> {
  const refunds = before.orderId === null ? [] : await refundsOfOrders(tx, [before.orderId]);
  const own = refunds.filter(({ abnormalPaymentId }) => abnormalPaymentId === before.id);
  return follow(tx, deps, motive, before, change, own);
}

/** A refund of it moved. */
export async function followRefundsOfAbnormalPayment(
  tx: Tx,
  deps: Deps,
  motive: Motive,
  id: string,
  refunds: readonly RefundRecord[],
): Promise<void> {
  const payment = await abnormalPaymentById(tx, id);
  if (payment === null) throw new Error(`no abnormal payment ${id}`);
  await follow(tx, deps, motive, payment, {}, refunds);
}

async function follow(
  tx: Tx,
  deps: Deps,
  motive: Motive,
  before: AbnormalPaymentRecord,
  change: AbnormalPaymentChange,
  refunds: readonly RefundRecord[],
): Promise<AbnormalPaymentRecord> {
  const evidence = change.evidence ?? before.evidence;
  const ofIt = refunds.map((refund) => ({
    amount: refund.amount,
    status: refund.status,
    isOwn: isOwn(refund.submission),
  }));
  const checks = before.checks + (change.checked ? 1 : 0);
  const after: AbnormalPaymentRecord = {
    ...before,
    evidence,
    status: abnormalPaymentStatus(evidence, ofIt),
    pending: pendingAmount(evidence, ofIt),
    held: heldAmount(evidence, ofIt).minor,
    checks,
    checkAt: nextCheck(before, evidence, checks, motive.now),
    updatedAt: motive.now,
  };
  if (!change.checked && essence(after) === essence(before)) return before;
  const seen = visible(after) !== visible(before);
  const written = seen
    ? { ...after, version: before.version + 1 }
    : { ...after, updatedAt: before.updatedAt };
  await updateAbnormalPayment(tx, written);
  if (seen) {
    const type = 'ABNORMAL_PAYMENT_STATUS_CHANGED';
    await tell(tx, deps, motive, { ...toldOf(written), type, from: before.status });
  }
  return { ...written, revision: before.revision + 1 };
}

/** Asked until it is known what it is; news in between do not put that off. */
function nextCheck(
  before: AbnormalPaymentRecord,
  { type }: AbnormalPaymentEvidence,
  checks: number,
  now: number,
): number | null {
  if (type !== 'UNCLASSIFIED') return null;
  const next = now + unknownLadder(checks).waitMs;
  return checks === before.checks ? Math.min(before.checkAt ?? next, next) : next;
}

const essence = ({ evidence, status, pending, held }: AbnormalPaymentRecord): string =>
  encode([evidence, status, pending, held]);

/** What it is, how far it got, what is left of it or was taken too much: callers are told of each change. */
const visible = (payment: AbnormalPaymentRecord): string =>
  encode([payment.evidence.type, payment.status, payment.pending, isOverdrawn(payment)]);

function toldOf(payment: AbnormalPaymentRecord): Omit<Told, 'type' | 'from'> {
  return {
    merchantId: payment.merchantId,
    subjectId: payment.id,
    orderId: payment.orderId,
    settlementId: null,
    version: payment.version,
    to: payment.status,
  };
}
