import type { AbnormalPaymentEvidence } from '../../../src/domain/abnormal-payment.ts';
import type { EvidenceRule } from '../../../src/domain/evidence.ts';
import type { EventCause } from '../../../src/domain/event.ts';
import { decode } from '../../../src/store/json.ts';
import type { EventRecord } from '../../../src/store/records.ts';
import type { Param, Texts } from '../../../src/store/sql.ts';
import type { Notice } from '../counterparts/counterpart.ts';
import type { Scene } from '../scene.ts';
import { arrival, jsonAt } from '../../support/own-database.ts';

/** What a history has left in the database and at the provider, and the outcomes of its steps. */
export interface Left {
  orders: readonly OrderLeft[];
  refunds: readonly RefundLeft[];
  settlements: readonly InstructionLeft[];
  payments: readonly PaymentLeft[];
  deliveries: readonly DeliveryLeft[];
  keys: readonly KeyLeft[];
  /** Cancels that were about to be sent with a key. */
  intentions: readonly Omit<KeyLeft, 'at'>[];
  events: readonly EventRecord[];
  /** The same events, those of one commit together. */
  commits: readonly (readonly EventRecord[])[];
  steps: readonly StepDone[];
  /** Kinds of findings of reconciliation. */
  findings: readonly string[];
  notices: readonly Notice[];
  /** Whether a webhook is only a reason to query. */
  isNotice: (body: string) => boolean;
  hasBeenRestored: boolean;
}

export interface StepDone {
  name: string;
  outcome: string;
}

/** One piece of evidence, in the order of recording. */
export interface EvidenceLeft {
  subjectId: string;
  rule: EvidenceRule;
  cause: EventCause;
  from: string | null;
  to: string;
  times: number;
  /** The kind of statement: ORDER, ABSENCE, SUBMISSION … */
  about: string;
  /** The status that the provider reported. */
  reported: string | null;
  /** Why it was given up. */
  why: string | null;
  /** Of an absence: since when the clock had run steadily. */
  steadySince: number | null;
}

export interface InstructionLeft {
  id: string;
  status: string;
  createdAt: number;
  needsAttention: boolean;
  attention: readonly string[];
  evidence: readonly EvidenceLeft[];
  events: readonly EventRecord[];
}

export interface OrderLeft extends InstructionLeft {
  refundable: bigint | null;
  held: bigint;
  refunded: bigint;
  refunds: readonly RefundLeft[];
  payments: readonly PaymentLeft[];
  leftAccounts: number;
}

export interface RefundLeft extends InstructionLeft {
  orderId: string;
  paymentId: string | null;
  amount: bigint;
  /** Made in the provider's portal, and not requested here. */
  isAdopted: boolean;
}

export interface PaymentLeft {
  id: string;
  orderId: string | null;
  status: string;
  evidence: AbnormalPaymentEvidence;
  events: readonly EventRecord[];
  refunds: readonly RefundLeft[];
}

export interface DeliveryLeft {
  id: string;
  accountId: string;
  status: string;
  attempts: number;
  topic: string | null;
  identity: string;
  /** Its statuses between steps, as long as it was not applied. */
  was: readonly string[];
}

export interface KeyLeft {
  mutation: string;
  key: string;
  objectId: string;
  at: number;
}

interface Row {
  id: string;
  status: string;
  createdAt: number;
  needsAttention: number;
  attention: string | null;
}

const instructionColumns =
  () => `id, status, created_at as "createdAt", needs_attention as "needsAttention",
  ${jsonAt('evidence', 'attention')} as attention`;

const texts = () => ({
  orders: `select ${instructionColumns()}, refundable,
    refunds_held as held, refunded from orders where merchant_id = ? order by ${arrival()}`,
  refunds: `select ${instructionColumns()}, order_id as "orderId", abnormal_payment_id as "paymentId",
    ${jsonAt('amount', 'minor')} as amount, ${jsonAt('submission', 'firstSentAt')} as "sentAt",
    ${jsonAt('submission', 'state')} as state from refunds where merchant_id = ? order by ${arrival()}`,
  settlements: `select ${instructionColumns()} from settlements where merchant_id = ?`,
  payments: `select id, order_id as "orderId", status, evidence from abnormal_payments
    where merchant_id = ? order by ${arrival()}`,
  deliveries: `select id, account_id as "accountId", status, attempts, topic, identity
    from webhook_deliveries where merchant_id = ? order by ${arrival()}`,
  keys: `select mutation, key, object_id as "objectId", created_at as at
    from idempotency_keys where merchant_id = ?`,
  intentions: `select mutation, key, object_id as "objectId"
    from cancel_intentions where merchant_id = ?`,
});

/** Reads everything once, when the history is over. */
export async function whatIsLeft(scene: Scene): Promise<Left> {
  const { counterpart, merchantId, simulator, checker } = scene;
  const sql = scene.deps.read;
  const all = <Of>(text: string, ...params: Param[]) => sql.all<Of>(text, ...params);
  const eventsOf = Map.groupBy(checker.events, ({ subjectId }) => subjectId);
  const rows = {
    orders: await all<OrderRow>(texts().orders, merchantId),
    refunds: await all<RefundRow>(texts().refunds, merchantId),
    settlements: await all<Row>(texts().settlements, merchantId),
    payments: await all<PaymentRow>(texts().payments, merchantId),
  };
  const subjects = [...rows.orders, ...rows.refunds, ...rows.settlements].map(({ id }) => id);
  const evidenceOf = await evidenceBySubject(sql, subjects);
  const instruction = (row: Row): InstructionLeft => ({
    ...row,
    needsAttention: row.needsAttention === 1,
    attention: JSON.parse(row.attention ?? '[]') as string[],
    evidence: evidenceOf.get(row.id) ?? [],
    events: eventsOf.get(row.id) ?? [],
  });
  const refunds = rows.refunds.map((row): RefundLeft => ({
    ...instruction(row),
    orderId: row.orderId,
    paymentId: row.paymentId,
    amount: BigInt(row.amount),
    isAdopted: row.state === 'ANSWERED' && row.sentAt === null,
  }));
  const payments = rows.payments.map((row): PaymentLeft => ({
    ...row,
    evidence: decode<AbnormalPaymentEvidence>(row.evidence),
    events: eventsOf.get(row.id) ?? [],
    refunds: refunds.filter(({ paymentId }) => paymentId === row.id),
  }));
  const leftAccounts = await accountsLeft(sql, rows.orders);
  const deliveries = await all<DeliveryLeft>(texts().deliveries, merchantId);
  return {
    orders: rows.orders.map((row) => ({
      ...instruction(row),
      refundable: row.refundable === null ? null : BigInt(row.refundable),
      held: BigInt(row.held),
      refunded: BigInt(row.refunded),
      refunds: refunds.filter(({ orderId }) => orderId === row.id),
      payments: payments.filter(({ orderId }) => orderId === row.id),
      leftAccounts: leftAccounts.filter(({ orderId }) => orderId === row.id).length,
    })),
    refunds,
    settlements: rows.settlements.map(instruction),
    payments,
    deliveries: deliveries.map((one) => ({ ...one, was: scene.deliveries.get(one.id) ?? never })),
    keys: await all<KeyLeft>(texts().keys, merchantId),
    intentions: await all<KeyLeft>(texts().intentions, merchantId),
    events: checker.events,
    commits: checker.commits(),
    steps: scene.steps,
    findings: simulator.findings,
    notices: counterpart.outbox.events(),
    isNotice: (body) => counterpart.isNotice?.(body) === true,
    hasBeenRestored: scene.hasBeenRestored,
  };
}

const never: readonly string[] = [];

type OrderRow = Row & { refundable: string | null; held: string; refunded: string };
type RefundRow = Row & {
  orderId: string;
  paymentId: string | null;
  amount: string;
  sentAt: number | null;
  state: string;
};
type PaymentRow = Pick<PaymentLeft, 'id' | 'orderId' | 'status'> & { evidence: string };

/** Of a list that may be empty. */
const places = (of: readonly unknown[]): string => of.map(() => '?').join() || 'null';

async function evidenceBySubject(
  sql: Texts,
  subjects: readonly string[],
): Promise<ReadonlyMap<string, readonly EvidenceLeft[]>> {
  const text = `select subject_id as "subjectId", rule, cause, from_status as "from", to_status as "to", times,
      ${jsonAt('statement', 'subject')} as about, ${jsonAt('statement', 'status')} as reported,
      ${jsonAt('statement', 'submission', 'failure', 'message')} as why,
      ${jsonAt('statement', 'steadySince')} as "steadySince"
    from evidence where subject_id in (${places(subjects)}) order by ${arrival()}`;
  const evidence = await sql.all<EvidenceLeft>(text, ...subjects);
  return Map.groupBy(evidence, ({ subjectId }) => subjectId);
}

function accountsLeft(sql: Texts, orders: readonly Row[]): Promise<{ orderId: string }[]> {
  const text = `select order_id as "orderId" from left_accounts where order_id in (${places(orders)})`;
  return sql.all(text, ...orders.map(({ id }) => id));
}
