import { isReturned, noPayoutEvidence } from '../../../src/domain/payout.ts';
import { noOrderEvidence, orderPhase } from '../../../src/domain/order.ts';
import { nextAction } from '../../../src/domain/payer/next-action.ts';
import { paidAt, paidSoFar } from '../../../src/domain/order-money.ts';
import { printAmount } from '../../../src/domain/money.ts';
import type { Money } from '../../../src/domain/money.ts';
import type { Deps } from '../../../src/operations/deps.ts';
import { sourceOf } from '../../../src/operations/instructions/change.ts';
import {
  abnormalPaymentsOfOrders,
  updateAbnormalPayment,
} from '../../../src/store/queries/abnormal-payments.ts';
import { orderById, updateOrder } from '../../../src/store/queries/orders.ts';
import { refundsOfOrders, updateRefund } from '../../../src/store/queries/refunds.ts';
import { settlementById, updateSettlement } from '../../../src/store/queries/settlements.ts';
import type { RefundRecord, WorkRecord } from '../../../src/store/records.ts';
import type { Tx } from '../../../src/store/sql.ts';
import { changeIn, observing } from '../../support/core.ts';
import { canonical } from '../../domain/arrivals.ts';
import type { Subjects, Message } from './recorder.ts';

/** The final state, as a scenario states it. */
export type Outcome = Awaited<ReturnType<typeof outcomeOf>>;

class RolledBack extends Error {}

/** In its own unit of work, which is rolled back. */
export async function rolledBack<T>(deps: Deps, work: (tx: Tx) => Promise<T>): Promise<T> {
  const found: T[] = [];
  try {
    await deps.queue.commit(async (tx) => {
      found.push(await work(tx));
      throw new RolledBack();
    });
  } catch (error) {
    if (!(error instanceof RolledBack)) throw error;
  }
  const [result] = found;
  if (result === undefined) throw new Error('the unit did not run');
  return result;
}

/**
 * Every order in which `messages` can arrive. Two ways to the same rows, with the same messages still to come, have
 * the same future, which is tried once. Resolves to the different outcomes, each with an order that leads to it.
 */
export async function everyArrival(
  deps: Deps,
  subjects: Subjects,
  messages: readonly Message[],
): Promise<Map<string, Outcome>> {
  return rolledBack(deps, async (tx) => {
    await forget(tx, subjects);
    const outcomes = new Map<string, Outcome>();
    const known = new Set<string>();
    const arrive = async (arrived: readonly number[], early: readonly number[]) => {
      const set = arrived.toSorted((a, b) => a - b);
      const state = canonical([set, early, await rowsOf(tx, subjects)]);
      if (known.has(state)) return;
      known.add(state);
      const coming = [...messages.keys()].filter((at) => !arrived.includes(at));
      for (const at of coming) {
        await tx.run('savepoint arrival');
        const stillEarly = await apply(tx, deps, subjects, messages, [at]);
        await arrive([...arrived, at], [...early, ...stillEarly]);
        await tx.run('rollback to arrival');
        await tx.run('release arrival');
      }
      if (arrived.length < messages.length) return;
      await settle(tx, deps, subjects, messages, early);
      const outcome = await outcomeOf(tx, subjects);
      outcomes.set(canonical(outcome), outcome);
    };
    await arrive([], []);
    return outcomes;
  });
}

/** One order of arrival, in which a message may come more than once. */
export async function oneArrival(
  deps: Deps,
  subjects: Subjects,
  messages: readonly Message[],
  order: readonly number[],
): Promise<Outcome> {
  return rolledBack(deps, async (tx) => {
    await forget(tx, subjects);
    const early = await apply(tx, deps, subjects, messages, order);
    await settle(tx, deps, subjects, messages, early);
    return outcomeOf(tx, subjects);
  });
}

/** Messages that came too early for their subject. */
async function apply(
  tx: Tx,
  deps: Deps,
  { accountId, order, settlement }: Subjects,
  messages: readonly Message[],
  chosen: readonly number[],
): Promise<number[]> {
  const { merchantId } = order ?? settlement ?? { merchantId: '' };
  const early: number[] = [];
  for (const at of chosen) {
    const { observations, recordedAt } = messages[at] ?? { observations: [], recordedAt: 0 };
    const source = { ...sourceOf(deps, { merchantId, accountId }, 'WEBHOOK'), now: recordedAt };
    const effects = await changeIn(tx, observing(deps, source, observations));
    if (effects.includes('UNMATCHED')) early.push(at);
  }
  return early;
}

/** As the retries of webhooks do, until nothing changes any more. */
async function settle(
  tx: Tx,
  deps: Deps,
  subjects: Subjects,
  messages: readonly Message[],
  early: readonly number[],
): Promise<void> {
  let waiting = early;
  for (let before = -1; waiting.length !== before;) {
    before = waiting.length;
    waiting = await apply(tx, deps, subjects, messages, waiting);
  }
}

/**
 * Back to when nothing had been reported: our own requests exist, their answers were lost. Where a refund was
 * requested here, what it is taken from was known by then.
 */
async function forget(tx: Tx, subjects: Subjects): Promise<void> {
  const { order, refunds, payments, settlement } = await recordsOf(tx, subjects);
  if (settlement !== null) await updateSettlement(tx, { ...settlement, ...unheard(settlement) });
  if (order === null) return;
  for (const refund of refunds) await updateRefund(tx, { ...refund, ...unheard(refund) });
  for (const payment of payments) {
    const own = refunds.filter(({ abnormalPaymentId }) => abnormalPaymentId === payment.id);
    if (own.length === 0) await tx.run('delete from abnormal_payments where id = ?', payment.id);
    else await updateAbnormalPayment(tx, { ...payment, held: payment.pending.minor });
  }
  if (refunds.length > 0) {
    const ofOrder = refunds.filter(({ abnormalPaymentId }) => abnormalPaymentId === null);
    const all = ofOrder.reduce((sum, { amount }) => sum + amount.minor, 0n);
    await updateOrder(tx, { ...order, refunded: 0n, refundsHeld: all });
    return;
  }
  await updateOrder(tx, {
    ...order,
    ...unheard(order),
    evidence: noOrderEvidence,
    providerOrderId: null,
    refundable: null,
  });
}

function unheard({ submission }: WorkRecord) {
  return {
    status: 'UNKNOWN' as const,
    submission: { ...submission, state: 'LOST' as const },
    evidence: noPayoutEvidence,
  };
}

async function recordsOf(tx: Tx, { order, settlement }: Subjects) {
  const ids = order === null ? [] : [order.id];
  return {
    order: order === null ? null : await orderById(tx, order.id),
    refunds: await refundsOfOrders(tx, ids),
    payments: await abnormalPaymentsOfOrders(tx, ids),
    settlement: settlement === null ? null : await settlementById(tx, settlement.id),
  };
}

/** Everything that decides what follows, except how often it was written and when it is queried next. */
async function rowsOf(tx: Tx, subjects: Subjects) {
  const { order, refunds, payments, settlement } = await recordsOf(tx, subjects);
  const numbers = new Map(payments.map((one) => [one.id, one.providerAbnormalPaymentId]));
  return {
    order: order && { ...workOf(order), ...pick(order, ['refundable', 'refundsHeld', 'refunded']) },
    refunds: sorted(
      refunds.map((refund) => ({
        ...workOf(refund),
        amount: refund.amount,
        of: numbers.get(refund.abnormalPaymentId ?? '') ?? null,
      })),
    ),
    payments: sorted(
      payments.map((payment) =>
        pick(payment, ['providerAbnormalPaymentId', 'status', 'evidence', 'pending', 'held']),
      ),
    ),
    settlement: settlement && workOf(settlement),
  };
}

const workOf = <T extends WorkRecord & { status: string; evidence: object }>(work: T) =>
  pick(work, ['status', 'submission', 'evidence', 'providerReference']);

function pick<T, Name extends keyof T>(from: T, names: readonly Name[]): Pick<T, Name> {
  return Object.fromEntries(names.map((name) => [name, from[name]])) as Pick<T, Name>;
}

const sorted = <T>(rows: readonly T[]): T[] =>
  rows.toSorted((a, b) => (canonical(a) < canonical(b) ? -1 : 1));

async function outcomeOf(tx: Tx, subjects: Subjects) {
  const { order, refunds, payments, settlement } = await recordsOf(tx, subjects);
  const limit = order?.refundable ?? null;
  return {
    ...(order && {
      status: order.status,
      phase: orderPhase(order.status, order.evidence),
      paid: print(paidSoFar(order.evidence, order.status)),
      paidAt: paidAt(order.evidence),
      payable: print(order.evidence.payable),
      expiresAt: order.evidence.expiresAt,
      failure: order.status === 'FAILED' ? order.evidence.failure : null,
      nextAction: nextAction(order.evidence, order.status),
      refundable: limit && print({ ...limit, minor: limit.minor - order.refundsHeld }),
      refunded: limit && print({ ...limit, minor: order.refunded }),
    }),
    refunds: refunds.map(describeRefund).toSorted(),
    abnormal: payments
      .map(({ evidence, status, pending }) =>
        [evidence.type, status, printAmount(evidence.received), printAmount(pending)].join(' '),
      )
      .toSorted(),
    settlement:
      settlement && [settlement.status, settlement.evidence.failure?.code].join(' ').trim(),
    evidence: await rowsOf(tx, subjects),
  };
}

const print = (amount: Money | null): string | null =>
  amount === null ? null : printAmount(amount);

function describeRefund({ status, amount, abnormalPaymentId }: RefundRecord): string {
  const held = isReturned(status) ? 'free' : 'held';
  const of = abnormalPaymentId === null ? '' : ' of an abnormal payment';
  return `${status} ${printAmount(amount)} ${held}${of}`;
}
