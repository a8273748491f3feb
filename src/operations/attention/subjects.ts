import type { SubjectKind, WorkingSet } from '../../domain/aggregates/working-set.ts';
import { instructionIn } from '../../domain/instructions/subject.ts';
import type { InstructionKind } from '../../domain/instructions/subject.ts';
import type { Attended } from '../../store/aggregates/attention.ts';
import { abnormalPaymentById } from '../../store/queries/abnormal-payments.ts';
import { eventEndpointById } from '../../store/queries/event-endpoints/endpoints.ts';
import { accountById } from '../../store/queries/merchants.ts';
import { orderById } from '../../store/queries/orders.ts';
import { refundById } from '../../store/queries/refunds.ts';
import { settlementById } from '../../store/queries/settlements.ts';
import { deliveryEntryById } from '../../store/queries/webhooks.ts';
import type { AccountRecord } from '../../store/records.ts';
import type { Owner, Sql } from '../../store/sql.ts';

/** What can need a person, with the part of it that is decided by. */
export type AttentionSubject =
  | { kind: SubjectKind; record: Attended & { status: string; createdAt: number } }
  | { kind: 'WEBHOOK_DELIVERY'; record: { status: string } }
  | { kind: 'PROVIDER_ACCOUNT'; record: AccountRecord }
  | { kind: 'EVENT_ENDPOINT'; record: { status: string } };

type Find = (sql: Sql, id: string, owner: Owner) => Promise<AttentionSubject | null>;

const finding =
  <Kind extends AttentionSubject['kind'], Found>(
    kind: Kind,
    byId: (sql: Sql, id: string, owner: Owner) => Promise<Found | null>,
  ): Find =>
  async (sql, id, owner) => {
    const record = await byId(sql, id, owner);
    return record === null ? null : ({ kind, record } as unknown as AttentionSubject);
  };

/** By the prefix of their ids. */
const finds: ReadonlyMap<string, Find> = new Map([
  ['ord', finding('ORDER', orderById)],
  ['rfd', finding('REFUND', refundById)],
  ['stl', finding('SETTLEMENT', settlementById)],
  ['abn', finding('ABNORMAL_PAYMENT', abnormalPaymentById)],
  ['whd', finding('WEBHOOK_DELIVERY', deliveryEntryById)],
  ['acc', finding('PROVIDER_ACCOUNT', accountById)],
  ['eep', finding('EVENT_ENDPOINT', eventEndpointById)],
]);

/** Null where the owner has no such subject. `owner`: null for anybody's. */
export async function findSubject(
  sql: Sql,
  id: string,
  owner: Owner,
): Promise<AttentionSubject | null> {
  return (await finds.get(id.slice(0, id.indexOf('_')))?.(sql, id, owner)) ?? null;
}

export const isInstruction = (kind: string): kind is InstructionKind =>
  kind === 'ORDER' || kind === 'REFUND' || kind === 'SETTLEMENT';

/** Whether the subject is a record whose attention is kept with it. */
export const isRecord = (
  subject: AttentionSubject,
): subject is Extract<AttentionSubject, { kind: SubjectKind }> =>
  subject.kind === 'ABNORMAL_PAYMENT' || isInstruction(subject.kind);

/** The record as it is now in the working set. */
export function recordIn(
  set: WorkingSet,
  { kind, id }: { kind: SubjectKind; id: string },
): Attended & { status: string } {
  if (kind !== 'ABNORMAL_PAYMENT') return instructionIn(set, { kind, id });
  const found = set.payment({ id });
  if (found === null) throw new Error(`abnormal payment ${id} is gone`);
  return found.payment;
}
