import { attend } from '../../domain/evidence.ts';
import { nextAction, orderPhase, orderStatus } from '../../domain/order.ts';
import { isOverdrawn, paidSoFar, refundableLimit } from '../../domain/order-money.ts';
import { orderRules } from '../../domain/judgement.ts';
import type { OrderNews } from '../../domain/judgement.ts';
import type { Turn } from '../../domain/routing.ts';
import type { OrderEvidence } from '../../domain/order.ts';
import { failureOf } from '../../domain/submission.ts';
import type { Submission } from '../../domain/submission.ts';
import { encode } from '../../store/json.ts';
import { insertOrder, leaveAccount, updateOrder } from '../../store/queries/orders.ts';
import type { OrderRecord } from '../../store/records.ts';
import type { Tx } from '../../store/sql.ts';
import type { Deps } from '../deps.ts';
import { tell } from './context.ts';
import type { Motive, Told } from './context.ts';
import { keepPieces, learn, learnAtFirst } from './learn.ts';
import type { Learned, Lesson } from './learn.ts';
import { circumstancesOf, planCheck, replan } from './schedule.ts';
import type { Check, CheckPlan } from './schedule.ts';

export interface OrderChange extends Omit<Lesson<OrderNews>, 'turn'> {
  /** Another account is tried: the one before has nothing of it. */
  account?: { id: string; provider: string; expiresAt: number | null; submission: Submission };
  checked?: Check;
}

export async function addOrder(
  tx: Tx,
  deps: Deps,
  motive: Motive,
  order: OrderRecord,
): Promise<OrderRecord> {
  const created = { ...order, ...planOf(deps, order, motive.now), version: 1 };
  const { submission, request } = order;
  const rules = orderRules(order);
  const { pieces } = learnAtFirst(deps, rules, request.amount, { submission }, motive.now);
  await insertOrder(tx, created);
  await keepPieces(tx, deps, motive, created.id, pieces);
  await tell(tx, deps, motive, { ...toldOf(created), type: 'ORDER_CREATED', from: null });
  return created;
}

/** The one place where an order's status changes: what is known of it decides, and the log is told. */
export async function moveOrder(
  tx: Tx,
  deps: Deps,
  motive: Motive,
  before: OrderRecord,
  change: OrderChange,
): Promise<OrderRecord> {
  const { account } = change;
  const expiresAt = account ? account.expiresAt : before.expiresAt;
  const rules = orderRules({ ...before, expiresAt });
  const lesson = account ? { ...change, turn: turnTo(account) } : change;
  const learned = learn(deps, rules, before.request.amount, before, lesson, motive.now);
  if (account) await leaveAccount(tx, before);
  await keepPieces(tx, deps, motive, before.id, learned.pieces);
  const after = derive(deps, { ...before, expiresAt }, learned, change, motive.now);
  const moved = after.status !== before.status;
  const seen =
    moved || after.needsAttention !== before.needsAttention || visible(after) !== visible(before);
  if (!seen && !change.checked && unchanged(before, after)) return before;
  const written = seen
    ? { ...after, version: before.version + 1 }
    : { ...after, updatedAt: before.updatedAt };
  await updateOrder(tx, written);
  if (seen) {
    const type = moved ? 'ORDER_STATUS_CHANGED' : 'ORDER_UPDATED';
    const { occurredAt } = learned;
    await tell(
      tx,
      deps,
      { ...motive, occurredAt },
      { ...toldOf(written), type, from: before.status },
    );
  }
  return { ...written, revision: before.revision + 1 };
}

const turnTo = ({ id, submission }: NonNullable<OrderChange['account']>): Turn => ({
  subject: 'TURN',
  accountId: id,
  submission,
});

/** What its refunds take of it has changed. */
export async function moveOrderSums(
  tx: Tx,
  deps: Deps,
  motive: Motive,
  before: OrderRecord,
  sums: Pick<OrderRecord, 'refundsHeld' | 'refunded'>,
): Promise<void> {
  const after = { ...before, ...sums, updatedAt: motive.now };
  const { needsAttention, unknownSince } = planOf(deps, after, motive.now);
  if (needsAttention === before.needsAttention) return updateOrder(tx, after);
  const written = { ...after, needsAttention, unknownSince, version: before.version + 1 };
  await updateOrder(tx, written);
  await tell(tx, deps, motive, { ...toldOf(written), type: 'ORDER_UPDATED', from: before.status });
}

function derive(
  deps: Deps,
  before: OrderRecord,
  { evidence, submission }: Learned<OrderEvidence>,
  change: OrderChange,
  now: number,
): OrderRecord {
  const status = orderStatus(evidence, submission, before.expiresAt);
  const after: OrderRecord = {
    ...before,
    evidence,
    submission,
    status,
    providerOrderId: evidence.providerOrderId,
    refundable: refundableLimit(evidence, status),
    accountId: change.account?.id ?? before.accountId,
    provider: change.account?.provider ?? before.provider,
    checks: checksAfter(before, status, change.checked),
    lastCheckAt: change.checked ? now : before.lastCheckAt,
    updatedAt: now,
  };
  const plan = planOf(deps, after, now);
  return { ...after, ...replan(before, after, plan, change.checked) };
}

/** Steps of the ladder are counted from when the outcome became unknown. */
export function checksAfter(
  before: { status: string; checks: number },
  status: string,
  checked: Check | undefined,
): number {
  if (before.status !== status) return 0;
  return before.checks + (checked === 'BY_PLAN' ? 1 : 0);
}

function planOf(deps: Deps, order: OrderRecord, now: number): CheckPlan {
  const phase = orderPhase(order.status, order.evidence);
  const expiresAt = order.evidence.expiresAt ?? order.expiresAt;
  const { eagerPoll } = deps.modules.get(order.provider) ?? {};
  const attention = isOverdrawn(order)
    ? attend(order.evidence.attention, 'OVERDRAWN')
    : order.evidence.attention;
  const circumstances = { ...circumstancesOf(deps, order), eager: eagerPoll };
  return planCheck(now, { ...order, phase, expiresAt, attention }, circumstances);
}

const unchanged = (before: OrderRecord, after: OrderRecord): boolean =>
  before.accountId === after.accountId &&
  encode(before.evidence) === encode(after.evidence) &&
  encode(before.submission) === encode(after.submission);

/** What callers can see of an order beside its status: when it changes, they are told. */
function visible(order: OrderRecord): string {
  const { evidence, status } = order;
  return encode([
    evidence.payable,
    paidSoFar(evidence, status),
    evidence.fees,
    nextAction(evidence, status),
    orderPhase(status, evidence) === 'OPEN' ? evidence.expiresAt : null,
    status === 'FAILED' ? failureOf(order) : null,
  ]);
}

function toldOf(order: OrderRecord): Omit<Told, 'type' | 'from'> {
  return {
    merchantId: order.merchantId,
    subjectId: order.id,
    orderId: order.id,
    settlementId: null,
    version: order.version,
    to: order.status,
  };
}
