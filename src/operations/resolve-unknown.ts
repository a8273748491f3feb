import { isSilent } from '../domain/evidence.ts';
import type { Sightings } from '../domain/evidence.ts';
import type { Failure } from '../domain/observation.ts';
import {
  ended,
  givenUp,
  isProvenAbsent,
  neverArrived,
  resendWindowMs,
  sent,
} from '../domain/submission.ts';
import type { Submission } from '../domain/submission.ts';
import { abnormalPaymentById } from '../store/queries/abnormal-payments.ts';
import { accountById } from '../store/queries/merchants.ts';
import { orderById } from '../store/queries/orders.ts';
import { refundById } from '../store/queries/refunds.ts';
import { settlementById } from '../store/queries/settlements.ts';
import type { OrderRecord, RefundRecord, SettlementRecord, WorkRecord } from '../store/records.ts';
import type { Sql, Tx } from '../store/sql.ts';
import { askAbnormalPayment, askOrder, askRefund, askSettlement } from './ask.ts';
import type { Asked, Asking } from './ask.ts';
import type { Deps } from './deps.ts';
import { lineOf, present } from './find.ts';
import { ownDoing } from './moves/context.ts';
import type { Motive } from './moves/context.ts';
import { moveOrder } from './moves/order.ts';
import { moveRefund } from './moves/refund.ts';
import { moveSettlement } from './moves/settlement.ts';
import { resendOrder } from './orders/send-order.ts';
import { whyNotToRefund } from './payouts/refundable.ts';
import { sendRefund, sendSettlement } from './payouts/send-payout.ts';

type Work = WorkRecord & { status: string; evidence: { seen: Sightings<string> } };

/** What settling an unknown outcome means for one kind of thing; the course of it is the same for all. */
interface Kind<T extends Work> {
  table: string;
  byId(sql: Sql, id: string): Promise<T | null>;
  move(
    tx: Tx,
    deps: Deps,
    motive: Motive,
    record: T,
    change: { submission: Submission },
  ): Promise<T>;
  ask(deps: Deps, record: T, asking: Asking): Promise<Asked<T>>;
  /** Why it is not to be sent any more, whatever was decided before. */
  whyNotToSend(tx: Tx, record: T): Promise<Failure | null>;
  send(deps: Deps, record: T, again: boolean): Promise<unknown>;
}

const orders: Kind<OrderRecord> = {
  table: 'orders',
  byId: orderById,
  move: moveOrder,
  ask: askOrder,
  whyNotToSend: async () => null,
  send: async (deps, order) =>
    resendOrder(deps, order, await present(accountById(deps.read, order.accountId))),
};

const refunds: Kind<RefundRecord> = {
  table: 'refunds',
  byId: refundById,
  move: moveRefund,
  ask: askRefund,
  whyNotToSend: whyNotToRefund,
  send: (deps, refund, again) => sendRefund(deps, refund, { again }),
};

const settlements: Kind<SettlementRecord> = {
  table: 'settlements',
  byId: settlementById,
  move: moveSettlement,
  ask: askSettlement,
  whyNotToSend: async () => null,
  send: (deps, settlement, again) => sendSettlement(deps, settlement, { again }),
};

/**
 * What was being sent when the last process ended may have arrived. Where another process of the same database
 * is still sending it, that costs a question and an event, and nothing else: the answer counts whenever it comes,
 * and nothing is sent again before the provider has said twice, long after the send, that it is not there.
 */
export async function recoverInFlight(deps: Deps): Promise<void> {
  await recoverAll(deps, orders);
  await recoverAll(deps, refunds);
  await recoverAll(deps, settlements);
}

async function recoverAll<T extends Work>(deps: Deps, kind: Kind<T>): Promise<void> {
  // A range, so that what is over is not gone through: `is not null` would not use the index.
  const text = `select id from ${kind.table} where check_at >= 0 and status = 'SUBMITTING'`;
  for (const { id } of await deps.read.all<{ id: string }>(text)) await lose(deps, kind, id);
}

/** Its sender is gone: the outcome is lost. */
function lose<T extends Work>(deps: Deps, kind: Kind<T>, id: string): Promise<T> {
  return deps.queue.commit(async (tx) => {
    const known = await present(kind.byId(tx, id));
    const now = deps.now();
    const submission = ended(known.submission, 'LOST', now);
    return kind.move(tx, deps, ownDoing(now), known, { submission });
  });
}

/** To be called under the lock of the id, as the others: nothing is concluded while a call of ours is under way. */
export const lookAtOrder = (deps: Deps, id: string): Promise<void> => lookAt(deps, orders, id);
export const lookAtRefund = (deps: Deps, id: string): Promise<void> => lookAt(deps, refunds, id);
export const lookAtSettlement = (deps: Deps, id: string): Promise<void> =>
  lookAt(deps, settlements, id);

async function lookAt<T extends Work>(deps: Deps, kind: Kind<T>, id: string): Promise<void> {
  let record = await present(kind.byId(deps.read, id));
  if (record.status === 'REQUESTED') return sendAgain(deps, kind, id, 'REQUESTED');
  // The lease of the send has run out.
  if (record.status === 'SUBMITTING') record = await lose(deps, kind, id);
  record = (await kind.ask(deps, record, { checked: 'BY_PLAN' })).record;
  const { module } = await lineOf(deps, record.accountId);
  if (!isAbsent(record, module.absenceSpanMs)) return;
  if (deps.now() - record.createdAt < resendWindowMs) return sendAgain(deps, kind, id, 'UNKNOWN');
  await deps.queue.commit(async (tx) => {
    const known = await present(kind.byId(tx, id));
    // News that came in since the question outranks the conclusion drawn from its answer.
    if (!isAbsent(known, module.absenceSpanMs)) return;
    const motive = { ...ownDoing(deps.now()), cause: 'PROVIDER_QUERY' } as const;
    const submission = givenUp(known.submission, neverArrived);
    await kind.move(tx, deps, motive, known, { submission });
  });
}

/** Nothing is known of it but that the provider, asked twice, did not have it. */
function isAbsent({ status, evidence, submission }: Work, spanMs: number): boolean {
  return status === 'UNKNOWN' && isSilent(evidence) && isProvenAbsent(submission, spanMs);
}

/** The same again, under the same reference; or the first time, where it surely has not left so far. */
async function sendAgain<T extends Work>(
  deps: Deps,
  kind: Kind<T>,
  id: string,
  status: 'REQUESTED' | 'UNKNOWN',
): Promise<void> {
  const next = await deps.queue.commit(async (tx) => {
    const known = await present(kind.byId(tx, id));
    // Not as it was when sending was decided: what has become known since decides.
    if (known.status !== status || !isSilent(known.evidence)) return null;
    const now = deps.now();
    const failure = await kind.whyNotToSend(tx, known);
    const { submission } = known;
    if (failure === null) {
      const again = submission.firstSentAt !== null;
      const change = { submission: sent(submission, now) };
      return { again, record: await kind.move(tx, deps, ownDoing(now), known, change) };
    }
    await kind.move(tx, deps, ownDoing(now), known, { submission: givenUp(submission, failure) });
    return null;
  });
  if (next !== null) await kind.send(deps, next.record, next.again);
}

export async function lookAtAbnormalPayment(deps: Deps, id: string): Promise<void> {
  await askAbnormalPayment(deps, await present(abnormalPaymentById(deps.read, id)));
}
