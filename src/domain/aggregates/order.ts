import { acknowledged, attentionAfter, openReasons } from '../attention/attention.ts';
import type { AttentionChange } from '../attention/attention.ts';
import { orderHolding } from '../attention/holding.ts';
import { namedIn } from '../attention/named.ts';
import { checkedAs } from '../capture/authorization.ts';
import { sameValue } from '../evidence.ts';
import { orderRules } from '../judgement.ts';
import type { OrderFact } from '../judgement.ts';
import { submitting } from '../instructions/instruction.ts';
import type { Origin, Sender } from '../instructions/instruction.ts';
import { noOrderEvidence, orderPhase } from '../order.ts';
import { publicState, subjectOf } from '../movements/order-event.ts';
import { refundableLimit } from '../order-money.ts';
import { checksAfter, planCheck, replan } from '../instructions/schedule.ts';
import type { Check, CheckPlan } from '../instructions/schedule.ts';
import type { Submission } from '../instructions/submission.ts';
import type { Order, OrderAggregate } from './aggregate.ts';
import { judgeFirst, judgeNew } from './new-statements.ts';
import type { Judged, NewStatements } from './new-statements.ts';
import { Recorder } from './transition.ts';
import type { Decided, Following, TransitionContext } from './transition.ts';

export interface OrderChange
  extends Omit<NewStatements<OrderFact>, 'accountSwitch'>, AttentionChange {
  /** Another account is tried. The account before does not have the order. */
  account?: { id: string; provider: string; expiresAt: number | null; submission: Submission };
  checked?: Check;
}

/** The order as the caller requested it, before it is sent. */
export const newOrder = (
  account: Sender & Pick<Order, 'provider'>,
  request: Order['request'],
  expiresAt: number | null,
  origin: Origin,
): Order => ({
  ...submitting(account, request.reference, origin),
  provider: account.provider,
  providerOrderId: null,
  request,
  erasedAt: null,
  evidence: noOrderEvidence,
  refundable: null,
  refundsHeld: 0n,
  refunded: 0n,
  expiresAt,
});

/** Creates an order. Its status and submission say how far it is. */
export function createOrder(order: Order, context: TransitionContext): Decided<OrderAggregate> {
  const recorder = new Recorder(context);
  const created = { ...order, ...planOf(order, context), version: 1 };
  const { submission, request } = order;
  const judged = judgeFirst(orderRules(order), request.amount, { submission }, context);
  recorder.addEvidence(created.id, judged.statements);
  recorder.event({ ...subjectOf(created, null), type: 'ORDER_CREATED', from: null }, null);
  return recorder.decided({ kind: 'ORDER', order: created, refunds: [], abnormalPayments: [] });
}

/** The one place where an order's status changes. All evidence decides it, and the event is recorded with it. */
export function changeOrder<Of extends OrderAggregate>(
  aggregate: Of,
  change: OrderChange,
  context: TransitionContext,
): Decided<Of> {
  const recorder = new Recorder(context);
  const before = aggregate.order;
  const { account } = change;
  const expiresAt = account ? account.expiresAt : before.expiresAt;
  const rules = orderRules({ ...before, expiresAt });
  const statements = {
    ...change,
    ...(account && { accountSwitch: switchTo(account) }),
    isErased: before.erasedAt !== null,
  };
  const judged = judgeNew(rules, before.request.amount, before, statements, context);
  const { id, accountId, providerReference } = before;
  if (account) recorder.leftAccounts.push({ accountId, providerReference, orderId: id });
  recorder.addEvidence(id, judged.statements);
  recorder.warnings.push(...judged.warnings);
  const after = derive({ ...before, expiresAt }, judged, change, context);
  const hasNewStatus = after.status !== before.status;
  const seen =
    hasNewStatus ||
    after.needsAttention !== before.needsAttention ||
    !sameValue(publicState(after), publicState(before));
  if (!seen && !change.checked && unchanged(before, after)) return recorder.decided(aggregate);
  const order = seen
    ? { ...after, version: before.version + 1 }
    : { ...after, updatedAt: before.updatedAt };
  if (seen) {
    const type = hasNewStatus ? 'ORDER_STATUS_CHANGED' : 'ORDER_UPDATED';
    recorder.event({ ...subjectOf(order, before), type, from: before.status }, judged.occurredAt);
  }
  return recorder.decided({ ...aggregate, order });
}

const switchTo = ({ id, submission }: NonNullable<OrderChange['account']>) =>
  ({ subject: 'ACCOUNT_SWITCH', accountId: id, submission }) as const;

/** Updates the sums of the order's refunds. */
export function withSums(
  before: Order,
  sums: Pick<Order, 'refundsHeld' | 'refunded'>,
  { context, recorder, occurredAt }: Following,
): Order {
  const isSame = before.refundsHeld === sums.refundsHeld && before.refunded === sums.refunded;
  if (isSame) return before;
  const summed = { ...before, ...sums, updatedAt: context.now };
  const after = { ...summed, attention: attentionOf(summed, {}, [], context) };
  const { needsAttention, unknownSince } = planOf(after, context);
  if (needsAttention === before.needsAttention) return after;
  const seen = { ...after, needsAttention, unknownSince, version: before.version + 1 };
  const type = 'ORDER_UPDATED';
  recorder.event({ ...subjectOf(seen, before), type, from: before.status }, occurredAt);
  return seen;
}

function derive(
  before: Order,
  { evidence, submission, statements }: Judged<Order['evidence']>,
  change: OrderChange,
  context: TransitionContext,
): Order {
  const status = orderRules(before).status({ evidence, submission });
  const changed: Order = {
    ...before,
    evidence,
    submission,
    status,
    providerOrderId: evidence.providerOrderId,
    refundable: refundableLimit(evidence, status),
    accountId: change.account?.id ?? before.accountId,
    provider: change.account?.provider ?? before.provider,
    checks: checksAfter(ofChecks(before), checkedAs({ status, evidence }).status, change.checked),
    lastCheckAt: change.checked ? context.now : before.lastCheckAt,
    updatedAt: context.now,
  };
  const after = { ...changed, attention: attentionOf(changed, change, statements, context) };
  const plan = planOf(after, context);
  return { ...after, ...replan(ofChecks(before), checkedAs(after), plan, change.checked) };
}

/** Why the order needs a person after a change. `order`: with what held before. */
function attentionOf(
  order: Order,
  { acknowledge, difference, since }: AttentionChange,
  statements: Parameters<typeof namedIn>[0],
  { now }: TransitionContext,
): Order['attention'] {
  const { attention: before } = order;
  const holding = orderHolding(order, { before, named: namedIn(statements), difference });
  const after = attentionAfter(before, holding, since ?? now);
  return acknowledge === undefined ? after : acknowledged(after, acknowledge);
}

/** What decides when it is checked next. */
const ofChecks = (order: Order) => ({ ...order, ...checkedAs(order) });

function planOf(order: Order, context: TransitionContext): CheckPlan {
  const { evidence } = order;
  const { status, since: createdAt = order.createdAt } = checkedAs(order);
  const phase = orderPhase(order.status, evidence);
  const expiresAt = evidence.expiresAt ?? order.expiresAt;
  // Once the payer has authorised it, the time to pay is over whatever happens.
  const endsAt =
    order.status === 'AUTHORIZED' ? (evidence.authorization?.until ?? null) : expiresAt;
  const attention = openReasons(order.attention);
  const checked = { ...order, status, createdAt, phase, expiresAt: endsAt, attention };
  return planCheck(context.now, checked, context.pollingOf(order));
}

const unchanged = (before: Order, after: Order): boolean =>
  before.accountId === after.accountId &&
  sameValue(before.evidence, after.evidence) &&
  sameValue(before.submission, after.submission) &&
  before.attention === after.attention;
