import { failure } from '../domain/evidence.ts';
import { isProvenAbsent, resendWindowMs, sent } from '../domain/submission.ts';
import { abnormalPaymentById, dueAbnormalPayments } from '../store/queries/abnormal-payments.ts';
import { accountById } from '../store/queries/merchants.ts';
import { dueOrders, orderById } from '../store/queries/orders.ts';
import { dueRefunds, refundById } from '../store/queries/refunds.ts';
import { dueSettlements, settlementById } from '../store/queries/settlements.ts';
import { dueDeliveries } from '../store/queries/webhooks.ts';
import type { OrderRecord, RefundRecord, SettlementRecord, WorkRecord } from '../store/records.ts';
import { applyToOrder, applyToRefund, applyToSettlement } from './apply-observation.ts';
import { askAbnormalPayment, askOrder, askRefund, askSettlement, sourceOf } from './ask.ts';
import type { Deps } from './deps.ts';
import { lineOf, present } from './find.ts';
import { ownDoing } from './moves/context.ts';
import { moveOrder } from './moves/order.ts';
import { moveRefund } from './moves/refund.ts';
import { moveSettlement } from './moves/settlement.ts';
import { retryDelivery } from './receive-webhook.ts';
import { resendOrder } from './send-order.ts';
import { sendRefund, sendSettlement } from './send-payout.ts';

/** A claim runs out after this, so that what a killed process had taken is done by the next run. */
const leaseMs = 60_000;
const batch = 50;

interface Job {
  table: 'orders' | 'refunds' | 'settlements' | 'abnormal_payments' | 'webhook_deliveries';
  due: (deps: Deps, now: number, limit: number) => Promise<string[]>;
  work: (deps: Deps, id: string) => Promise<void>;
}

const jobs: readonly Job[] = [
  {
    table: 'webhook_deliveries',
    due: (deps, now, limit) => dueDeliveries(deps.read, now, limit),
    work: retryDelivery,
  },
  {
    table: 'orders',
    due: (deps, now, limit) => dueOrders(deps.read, now, limit),
    work: async (deps, id) => lookAtOrder(deps, await present(orderById(deps.read, id))),
  },
  {
    table: 'refunds',
    due: (deps, now, limit) => dueRefunds(deps.read, now, limit),
    work: async (deps, id) => lookAtRefund(deps, await present(refundById(deps.read, id))),
  },
  {
    table: 'settlements',
    due: (deps, now, limit) => dueSettlements(deps.read, now, limit),
    work: async (deps, id) => lookAtSettlement(deps, await present(settlementById(deps.read, id))),
  },
  {
    table: 'abnormal_payments',
    due: (deps, now, limit) => dueAbnormalPayments(deps.read, now, limit),
    work: async (deps, id) =>
      askAbnormalPayment(deps, await present(abnormalPaymentById(deps.read, id))),
  },
];

/** Does what is due: asks for unknown outcomes, polls what is open, tries again what was not sent. */
export async function resolveDue(deps: Deps): Promise<void> {
  for (const job of jobs) {
    const ids = await job.due(deps, deps.now(), batch);
    await Promise.all(ids.map((id) => runClaimed(deps, job, id)));
  }
}

async function runClaimed(deps: Deps, job: Job, id: string): Promise<void> {
  try {
    await deps.locks.run(id, async () => {
      if (await claim(deps, job, id)) await job.work(deps, id);
    });
  } catch (error) {
    deps.log.error({ err: error, id }, 'a background job failed; its lease will run out');
  }
}

/** Of all who see that it is due, one gets it. */
async function claim(deps: Deps, { table }: Job, id: string): Promise<boolean> {
  const now = deps.now();
  const text = `update ${table} set check_at = ? where id = ? and check_at <= ?`;
  return (await deps.queue.commit((tx) => tx.run(text, now + leaseMs, id, now))) === 1;
}

/**
 * What was being sent when the last process ended may have arrived. For the only process of a database, at
 * its start.
 */
export async function recoverInFlight(deps: Deps): Promise<void> {
  const find = async (table: string): Promise<string[]> => {
    const text = `select id from ${table} where check_at is not null and status = 'SUBMITTING'`;
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

async function lookAtOrder(deps: Deps, found: OrderRecord): Promise<void> {
  let order = found;
  if (order.status === 'SUBMITTING') {
    // Its sender is gone: the lease of the send has run out.
    order = await deps.queue.commit(async (tx) => {
      const known = await present(orderById(tx, order.id));
      return moveOrder(tx, deps, ownDoing(deps.now()), known, { submission: lost(known) });
    });
  }
  order = (await askOrder(deps, order)).record;
  if (order.status !== 'UNKNOWN') return;
  const conclusion = await conclude(deps, order);
  if (conclusion === 'WAIT') return;
  const { providerReference } = order;
  const next = await deps.queue.commit(async (tx) => {
    const known = await present(orderById(tx, order.id));
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
  if (conclusion === 'RESEND') {
    await resendOrder(deps, next, await present(accountById(deps.read, next.accountId)));
  }
}

async function lookAtRefund(deps: Deps, found: RefundRecord): Promise<void> {
  let refund = found;
  if (refund.status === 'REQUESTED') return sendRequestedRefund(deps, refund, false);
  if (refund.status === 'SUBMITTING') {
    refund = await deps.queue.commit(async (tx) => {
      const known = await present(refundById(tx, refund.id));
      return moveRefund(tx, deps, ownDoing(deps.now()), known, { submission: lost(known) });
    });
  }
  refund = (await askRefund(deps, refund)).record;
  if (refund.status !== 'UNKNOWN') return;
  const conclusion = await conclude(deps, refund);
  if (conclusion === 'RESEND') return sendRequestedRefund(deps, refund, true);
  if (conclusion === 'WAIT') return;
  const { providerReference } = refund;
  await deps.queue.commit(async (tx) => {
    const known = await present(refundById(tx, refund.id));
    const source = sourceOf(deps, known, 'PROVIDER_QUERY');
    return applyToRefund(tx, deps, source, known, [
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

async function sendRequestedRefund(deps: Deps, refund: RefundRecord, again: boolean) {
  const next = await deps.queue.commit(async (tx) => {
    const known = await present(refundById(tx, refund.id));
    const now = deps.now();
    const submission = sent(known.submission, now);
    return moveRefund(tx, deps, ownDoing(now), known, { submission });
  });
  await sendRefund(deps, next, { again });
}

async function lookAtSettlement(deps: Deps, found: SettlementRecord): Promise<void> {
  let settlement = found;
  if (settlement.status === 'REQUESTED') return sendRequestedSettlement(deps, settlement, false);
  if (settlement.status === 'SUBMITTING') {
    settlement = await deps.queue.commit(async (tx) => {
      const known = await present(settlementById(tx, settlement.id));
      return moveSettlement(tx, deps, ownDoing(deps.now()), known, { submission: lost(known) });
    });
  }
  settlement = (await askSettlement(deps, settlement)).record;
  if (settlement.status !== 'UNKNOWN') return;
  const conclusion = await conclude(deps, settlement);
  if (conclusion === 'RESEND') return sendRequestedSettlement(deps, settlement, true);
  if (conclusion === 'WAIT') return;
  const { providerReference } = settlement;
  await deps.queue.commit(async (tx) => {
    const known = await present(settlementById(tx, settlement.id));
    const source = sourceOf(deps, known, 'PROVIDER_QUERY');
    return applyToSettlement(tx, deps, source, known, [
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

async function sendRequestedSettlement(deps: Deps, settlement: SettlementRecord, again: boolean) {
  const next = await deps.queue.commit(async (tx) => {
    const known = await present(settlementById(tx, settlement.id));
    const now = deps.now();
    const submission = sent(known.submission, now);
    return moveSettlement(tx, deps, ownDoing(now), known, { submission });
  });
  await sendSettlement(deps, next, { again });
}
