import { openReasons } from '../../domain/attention/attention.ts';
import type { Attention, AttentionItem } from '../../domain/attention/attention.ts';
import { end, raise } from '../queries/attention/items.ts';
import type { Changed } from '../queries/instructions.ts';
import type { Tx } from '../sql.ts';
import type { DeliveryOutcome } from './change.ts';

/** A record that may need a person: an order, refund, settlement or abnormal payment. */
export interface Attended {
  id: string;
  merchantId: string;
  accountId: string;
  /** Of a refund or an abnormal payment. */
  orderId?: string | null;
  attention: Attention;
}

/** What is written of one table. */
interface Changes {
  inserted: readonly Attended[];
  updated: readonly Changed<Attended>[];
}

/**
 * Writes what needs a person after these changes: the items of a record follow from the record alone. Items that should
 * be there are added again, so that one that was lost comes back with the next change.
 */
export async function saveAttention(tx: Tx, changes: readonly Changes[]): Promise<void> {
  const raised: AttentionItem[] = [];
  const ended: Pick<AttentionItem, 'subjectId' | 'reason'>[] = [];
  const add = (now: Attended, before?: Attended): void => {
    // Of nearly all records nothing holds, before and after.
    if (now.attention === before?.attention && openReasons(now.attention).length === 0) return;
    const items = itemsOf(now);
    const open = new Set(items.map(({ reason }) => reason));
    raised.push(...items);
    for (const reason of openReasons(before?.attention ?? {})) {
      if (!open.has(reason)) ended.push({ subjectId: now.id, reason });
    }
  };
  for (const { inserted, updated } of changes) {
    for (const now of inserted) add(now);
    for (const { now, before } of updated) add(now, before);
  }
  await end(tx, ended);
  await raise(tx, raised);
}

/** What needs a person of a record. */
export function itemsOf(record: Attended): AttentionItem[] {
  const { id: subjectId, merchantId, accountId, attention } = record;
  const orderId = subjectId.startsWith('ord_') ? subjectId : (record.orderId ?? null);
  return openReasons(attention).map((reason) => ({
    merchantId,
    accountId,
    orderId,
    subjectId,
    reason,
    since: attention[reason]?.since ?? 0,
  }));
}

/** A webhook that is tried no more needs a person. */
export async function saveDead(tx: Tx, outcomes: readonly DeliveryOutcome[]): Promise<void> {
  const reason = 'DEAD_WEBHOOK';
  const items = outcomes.map(({ id: subjectId, merchantId, accountId, status, at }) => ({
    isDead: status === 'DEAD',
    item: { merchantId, accountId, orderId: null, subjectId, reason, since: at } as const,
  }));
  const { dead = [], other = [] } = Object.groupBy(items, ({ isDead }) =>
    isDead ? 'dead' : 'other',
  );
  await end(
    tx,
    other.map(({ item }) => item),
  );
  await raise(
    tx,
    dead.map(({ item }) => item),
  );
}
