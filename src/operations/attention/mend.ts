import type { SubjectKind } from '../../domain/aggregates/working-set.ts';
import { openReasons } from '../../domain/attention/attention.ts';
import { UnavailableError } from '../../domain/errors.ts';
import { attend } from '../../domain/instructions/subject.ts';
import { itemsOf } from '../../store/aggregates/attention.ts';
import type { Attended } from '../../store/aggregates/attention.ts';
import { end, raise, someAttention } from '../../store/queries/attention/items.ts';
import type { ListedItem } from '../../store/queries/attention/items.ts';
import {
  markedAt,
  markedIds,
  markedInstructions,
  unlisted,
} from '../../store/queries/attention/marked.ts';
import type { Marked } from '../../store/queries/attention/marked.ts';
import { someAccountIds } from '../../store/queries/attention/reached.ts';
import { hasUnmatched } from '../../store/queries/attention/unmatched-records.ts';
import { deliveryById } from '../../store/queries/webhooks.ts';
import { isTroubled } from '../../store/queries/event-endpoints/standing.ts';
import type { Deps } from '../deps.ts';
import { sourceOf } from '../instructions/change.ts';
import { findSubject, isRecord, recordIn } from './subjects.ts';
import type { AttentionSubject } from './subjects.ts';

const atOnce = 100;

const hour = 3_600_000;

/** Mends at the first look for due work, and once an hour after that. Null where it is not time yet. */
export function createMending(deps: Deps, mayGoOn: () => boolean): () => Promise<void> | null {
  let at: number | null = null;
  return () => {
    const now = deps.monotonic();
    if (at !== null && now - at < hour) return null;
    at = now;
    return mendAttention(deps, mayGoOn).catch((error: unknown) => {
      if (error instanceof UnavailableError) return;
      deps.log.error({ err: error }, 'what needs a person could not be held against the records');
    });
  };
}

/**
 * Holds the items against the records, and mends them: a process of an earlier version, which may run beside this one
 * while a cluster is upgraded, changes records and no items. Reads only records that are marked and have no item, and
 * the subjects of items, so it costs nothing where nobody is needed.
 */
export async function mendAttention(deps: Deps, mayGoOn: () => boolean): Promise<void> {
  for (const marked of markedInstructions) await addAll(deps, marked, mayGoOn);
  for (let after = ''; ;) {
    const accounts = await someAccountIds(deps.read, after, atOnce);
    for (const id of accounts) {
      for (const marked of markedAt(id)) await addAll(deps, marked, mayGoOn);
    }
    after = accounts.at(-1) ?? after;
    if (accounts.length < atOnce || !mayGoOn()) break;
  }
  for (let after = { subjectId: '', reason: '' }; ;) {
    const items = await someAttention(deps.read, after, atOnce);
    for (const item of items) if (mayGoOn()) await removeStale(deps, item);
    after = items.at(-1) ?? after;
    if (items.length < atOnce || !mayGoOn()) return;
  }
}

/** Adds the items that are missing of what is marked. */
async function addAll(deps: Deps, marked: Marked, mayGoOn: () => boolean): Promise<void> {
  for (let after = ''; ;) {
    const ids = await markedIds(deps.read, marked, after, atOnce);
    for (const id of await unlisted(deps.read, ids)) if (mayGoOn()) await addMissing(deps, id);
    after = ids.at(-1) ?? after;
    if (ids.length < atOnce || !mayGoOn()) return;
  }
}

async function addMissing(deps: Deps, id: string): Promise<void> {
  const found = await findSubject(deps.read, id, null);
  if (found === null) return;
  if (isRecord(found)) return deriveAnew(deps, found, null);
  const delivery = await deliveryById(deps.read, id);
  if (delivery?.status !== 'DEAD') return;
  const { merchantId, accountId, receivedAt: since } = delivery;
  const item = { merchantId, accountId, orderId: null, subjectId: id, since };
  await deps.queue.commit((tx) => raise(tx, [{ ...item, reason: 'DEAD_WEBHOOK' }]));
}

async function removeStale(deps: Deps, item: ListedItem): Promise<void> {
  const found = await findSubject(deps.read, item.subjectId, null);
  if (found !== null && (await isNeeded(deps, found, item))) return;
  if (found !== null && isRecord(found)) return deriveAnew(deps, found, item);
  await deps.queue.commit((tx) => end(tx, [item]));
}

/** Whether what the subject is at present needs a person for this reason. */
async function isNeeded(
  { read }: Deps,
  found: AttentionSubject,
  { reason, subjectId }: ListedItem,
): Promise<boolean> {
  switch (found.kind) {
    case 'WEBHOOK_DELIVERY':
      return found.record.status === 'DEAD';
    case 'EVENT_ENDPOINT':
      return isTroubled(read, subjectId);
    case 'PROVIDER_ACCOUNT':
      return reason === 'DIFFERENCE'
        ? hasUnmatched(read, subjectId)
        : found.record.unreachedSince !== null;
    default:
      return openReasons(found.record.attention).includes(reason);
  }
}

/** Derives anew what needs a person of a record. What an earlier version has marked began when the record says. */
async function deriveAnew(
  deps: Deps,
  { kind, record }: { kind: SubjectKind; record: Attended & Times },
  stale: ListedItem | null,
): Promise<void> {
  const subject = { kind, id: record.id };
  const since = record.unknownSince ?? record.createdAt;
  await deps.queue.change({
    keys: [subject],
    decide(set) {
      attend(set, sourceOf(deps, record, 'RECONCILIATION'), subject, { since });
      const items = itemsOf(recordIn(set, subject));
      return {
        result: undefined,
        writes: {
          async also(tx) {
            await raise(tx, items);
            const isStale = items.every(({ reason }) => reason !== stale?.reason);
            if (stale !== null && isStale) await end(tx, [stale]);
          },
        },
      };
    },
  });
}

interface Times {
  createdAt: number;
  /** Of an instruction. */
  unknownSince?: number | null;
}
