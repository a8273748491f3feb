import { failure } from '../domain/evidence.ts';
import { isProvenAbsent, resendWindowMs, sent } from '../domain/submission.ts';
import { abnormalPaymentById } from '../store/queries/abnormal-payments.ts';
import { accountById } from '../store/queries/merchants.ts';
import { orderById } from '../store/queries/orders.ts';
import { refundById } from '../store/queries/refunds.ts';
import { settlementById } from '../store/queries/settlements.ts';
import type { RefundRecord, SettlementRecord, WorkRecord } from '../store/records.ts';
import { applyToOrder, applyToRefund, applyToSettlement } from './apply-observation.ts';
import { askAbnormalPayment, askOrder, askRefund, askSettlement, sourceOf } from './ask.ts';
import type { Deps } from './deps.ts';
import { lineOf, present } from './find.ts';
import { ownDoing } from './moves/context.ts';
import { moveOrder } from './moves/order.ts';
import { moveRefund } from './moves/refund.ts';
import { moveSettlement } from './moves/settlement.ts';
import { resendOrder } from './orders/send-order.ts';
import { sendRefund, sendSettlement } from './payouts/send-payout.ts';

/**
 * What was being sent when the last process ended may have arrived. Where another process of the same database
 * is still sending it, that costs a question and an event, and nothing else: the answer counts whenever it comes,
 * and nothing is sent again before the provider has said twice, long after the send, that it is not there.
 */
export async function recoverInFlight(deps: Deps): Promise<void> {
  const find = async (table: string): Promise<string[]> => {
    // A range, so that what is over is not gone through: `is not null` would not use the index.
    const text = `select id from ${table} where check_at >= 0 and status = 'SUBMITTING'`;
    return (await deps.read.all<{ id: string }>(text)).map(({ id }) => id);
  };
  const motive = ownDoing(deps.now());
  for (const id of await find('orders')) {
    await deps.queue.commit(async (tx) => {
      const order = await present(orderById(tx, id));
      await moveOrder(tx, deps, motive, order, { submission: lost(order) });
    });
  }
  for (const id of await find('refunds')) {
    await deps.queue.commit(async (tx) => {
      const refund = await present(refundById(tx, id));
      await moveRefund(tx, deps, motive, refund, { submission: lost(refund) });
    });
  }
  for (const id of await find('settlements')) {
    await deps.queue.commit(async (tx) => {
      const settlement = await present(settlementById(tx, id));
      await moveSettlement(tx, deps, motive, settlement, { submission: lost(settlement) });
    });
  }
}

const lost = ({ submission }: WorkRecord) => ({ ...submission, state: 'LOST' as const });

type Conclusion = 'RESEND' | 'GIVE_UP' | 'WAIT';

/** What follows once the provider surely does not have it: the same again while it is fresh, else an end. */
async function conclude(deps: Deps, work: WorkRecord): Promise<Conclusion> {
  const { module } = await lineOf(deps, work.accountId);
  if (!isProvenAbsent(work.submission, module.absenceSpanMs)) return 'WAIT';
  return deps.now() - work.createdAt < resendWindowMs ? 'RESEND' : 'GIVE_UP';
}

const neverArrived = () =>
  failure('PROVIDER_UNAVAILABLE', 'It never reached the provider, which was asked twice.');

export async function lookAtOrder(deps: Deps, id: string): Promise<void> {
  let order = await present(orderById(deps.read, id));
  if (order.status === 'SUBMITTING') {
    // Its sender is gone: the lease of the send has run out.
    order = await deps.queue.commit(async (tx) => {
      const known = await present(orderById(tx, order.id));
      return moveOrder(tx, deps, ownDoing(deps.now()), known, { submission: lost(known) });
    });
  }
  order = (await askOrder(deps, order, { checked: 'BY_PLAN' })).record;
  if (order.status !== 'UNKNOWN') return;
  const conclusion = await conclude(deps, order);
  if (conclusion === 'WAIT') return;
  const { providerReference } = order;
  const next = await deps.queue.commit(async (tx) => {
    const known = await present(orderById(tx, order.id));
    // News that came in since the question outranks the conclusion drawn from its answer.
    if (known.status !== 'UNKNOWN') return null;
    const now = deps.now();
    if (conclusion === 'RESEND') {
      const submission = sent(known.submission, now);
      return moveOrder(tx, deps, ownDoing(now), known, { submission });
    }
    const source = sourceOf(deps, known, 'PROVIDER_QUERY');
    return applyToOrder(tx, deps, source, known, [
      {
        subject: 'ORDER',
        providerReference,
        status: 'FAILED',
        failure: neverArrived(),
        occurredAt: null,
      },
    ]);
  });
  if (conclusion === 'RESEND' && next !== null) {
    await resendOrder(deps, next, await present(accountById(deps.read, next.accountId)));
  }
}

export async function lookAtRefund(deps: Deps, id: string): Promise<void> {
  let refund = await present(refundById(deps.read, id));
  if (refund.status === 'REQUESTED') return sendRequestedRefund(deps, refund);
  if (refund.status === 'SUBMITTING') {
    refund = await deps.queue.commit(async (tx) => {
      const known = await present(refundById(tx, refund.id));
      return moveRefund(tx, deps, ownDoing(deps.now()), known, { submission: lost(known) });
    });
  }
  refund = (await askRefund(deps, refund, { checked: 'BY_PLAN' })).record;
  if (refund.status !== 'UNKNOWN') return;
  const conclusion = await conclude(deps, refund);
  if (conclusion === 'RESEND') return sendRequestedRefund(deps, refund);
  if (conclusion === 'WAIT') return;
  const { providerReference } = refund;
  await deps.queue.commit(async (tx) => {
    const known = await present(refundById(tx, refund.id));
    if (known.status !== 'UNKNOWN') return;
    const source = sourceOf(deps, known, 'PROVIDER_QUERY');
    await applyToRefund(tx, deps, source, known, [
      {
        subject: 'REFUND',
        providerReference,
        status: 'FAILED',
        failure: neverArrived(),
        occurredAt: null,
      },
    ]);
  });
}

async function sendRequestedRefund(deps: Deps, refund: RefundRecord) {
  const again = refund.submission.firstSentAt !== null;
  const next = await deps.queue.commit(async (tx) => {
    const known = await present(refundById(tx, refund.id));
    // Not as it was when sending was decided: what has become known since decides.
    if (known.status !== refund.status) return null;
    const now = deps.now();
    const submission = sent(known.submission, now);
    return moveRefund(tx, deps, ownDoing(now), known, { submission });
  });
  if (next !== null) await sendRefund(deps, next, { again });
}

export async function lookAtSettlement(deps: Deps, id: string): Promise<void> {
  let settlement = await present(settlementById(deps.read, id));
  if (settlement.status === 'REQUESTED') return sendRequestedSettlement(deps, settlement);
  if (settlement.status === 'SUBMITTING') {
    settlement = await deps.queue.commit(async (tx) => {
      const known = await present(settlementById(tx, settlement.id));
      return moveSettlement(tx, deps, ownDoing(deps.now()), known, { submission: lost(known) });
    });
  }
  settlement = (await askSettlement(deps, settlement, { checked: 'BY_PLAN' })).record;
  if (settlement.status !== 'UNKNOWN') return;
  const conclusion = await conclude(deps, settlement);
  if (conclusion === 'RESEND') return sendRequestedSettlement(deps, settlement);
  if (conclusion === 'WAIT') return;
  const { providerReference } = settlement;
  await deps.queue.commit(async (tx) => {
    const known = await present(settlementById(tx, settlement.id));
    if (known.status !== 'UNKNOWN') return;
    const source = sourceOf(deps, known, 'PROVIDER_QUERY');
    await applyToSettlement(tx, deps, source, known, [
      {
        subject: 'SETTLEMENT',
        providerReference,
        status: 'FAILED',
        failure: neverArrived(),
        occurredAt: null,
      },
    ]);
  });
}

async function sendRequestedSettlement(deps: Deps, settlement: SettlementRecord) {
  const again = settlement.submission.firstSentAt !== null;
  const next = await deps.queue.commit(async (tx) => {
    const known = await present(settlementById(tx, settlement.id));
    // Not as it was when sending was decided: what has become known since decides.
    if (known.status !== settlement.status) return null;
    const now = deps.now();
    const submission = sent(known.submission, now);
    return moveSettlement(tx, deps, ownDoing(now), known, { submission });
  });
  if (next !== null) await sendSettlement(deps, next, { again });
}

export async function lookAtAbnormalPayment(deps: Deps, id: string): Promise<void> {
  await askAbnormalPayment(deps, await present(abnormalPaymentById(deps.read, id)));
}
