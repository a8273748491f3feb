import type { EventDelivery } from '../../../domain/event-endpoints/event-delivery.ts';
import type { EventEndpoint } from '../../../domain/event-endpoints/event-endpoint.ts';
import type { Sql, Tx } from '../../sql.ts';
import { statement } from '../../statements/statement.ts';
import { raiseEndpoint } from './attention.ts';
import { firstUndelivered, nextDueAt, storeEventDeliveries } from './deliveries.ts';

/** What one process has done for an endpoint since it last stored it. */
export interface Progress extends Pick<
  EventEndpoint,
  'id' | 'merchantId' | 'round' | 'readTo' | 'lastDeliveredAt' | 'lastFailure' | 'failingSince'
> {
  sender: string;
  deliveries: readonly EventDelivery[];
  /** Epoch milliseconds; null where it is not to be suspended. */
  suspendedAt: number | null;
  /** Whether the process gives the endpoint back. */
  isReleased: boolean;
  /** When it does so with deliveries that could be sent at once, in epoch milliseconds; null where it does not. */
  leftAt: number | null;
}

/** How the endpoint stands after that. */
export interface Stored {
  cursor: number;
  /** When the next failed delivery is tried again, in epoch milliseconds; null where there is none. */
  dueAt: number | null;
}

interface Holder {
  id: string;
  sender: string;
  round: number;
}

const locked = statement<{ id: string }>()((dialect, at) =>
  dialect.locked(
    dialect.db
      .selectFrom('event_endpoints')
      .select(['id', 'sender_id', 'round', 'deleted_at'])
      .where('id', '=', at.id),
  ),
);

/** Whether the process still has the endpoint, in the same round. It stays so until the transaction ends. */
async function holds(tx: Tx, { id, sender, round }: Holder): Promise<boolean> {
  const row = await tx.get(locked, { id });
  return row?.sender_id === sender && row.round === round && row.deleted_at === null;
}

interface Position {
  id: string;
  cursor: number;
  readTo: number;
  dueAt: number | null;
  lastDeliveredAt: number | null;
  lastFailure: string | null;
  failingSince: number | null;
}

const save = statement<Position>()(({ db }, at) =>
  db
    .updateTable('event_endpoints')
    .set({
      cursor: at.cursor,
      read_to: at.readTo,
      due_at: at.dueAt,
      last_delivered_at: at.lastDeliveredAt,
      last_failure: at.lastFailure,
      failing_since: at.failingSince,
    })
    .where('id', '=', at.id),
);

const suspend = statement<{ id: string; at: number }>()(({ db }, at) =>
  db
    .updateTable('event_endpoints')
    .set({ status: 'SUSPENDED', suspended_at: at.at, updated_at: at.at })
    .where('id', '=', at.id)
    .where('status', '=', 'ACTIVE'),
);

const release = statement<{ id: string }>()(({ db }, at) =>
  db.updateTable('event_endpoints').set({ sender_id: null }).where('id', '=', at.id),
);

/**
 * Stores the progress, if the process still has the endpoint and it is in the same round; else stores nothing and
 * returns null. The position up to which is read is stored with the deliveries of what was read.
 */
export async function storeProgress(tx: Tx, progress: Progress): Promise<Stored | null> {
  const { id, sender, round, readTo, suspendedAt } = progress;
  if (!(await holds(tx, { id, sender, round }))) return null;
  await storeEventDeliveries(tx, progress.deliveries);
  const first = await firstUndelivered(tx, id, readTo);
  const cursor = first === null ? readTo : first - 1;
  const dueAt = await nextDueAt(tx, id, { after: 0, readTo });
  const { lastDeliveredAt, lastFailure, failingSince, leftAt } = progress;
  const standing = { lastDeliveredAt, lastFailure, failingSince };
  await tx.run(save, { id, cursor, readTo, dueAt: leftAt ?? dueAt, ...standing });
  if (suspendedAt !== null) await tx.run(suspend, { id, at: suspendedAt });
  const since = suspendedAt ?? deadSince(progress.deliveries);
  if (since !== null) await raiseEndpoint(tx, { merchantId: progress.merchantId, id, since });
  if (progress.isReleased) await tx.run(release, { id });
  return { cursor, dueAt };
}

/** When the first of them that is dead was given up; null where none is. */
function deadSince(deliveries: readonly EventDelivery[]): number | null {
  const dead = deliveries.filter(({ status }) => status === 'DEAD');
  return dead.length === 0 ? null : Math.min(...dead.map(({ endedAt }) => endedAt ?? Infinity));
}

interface Suspension {
  id: string;
  document: string;
  why: string;
  at: number;
}

const suspendUnfit = statement<Suspension>()(({ db }, at) =>
  db
    .updateTable('event_endpoints')
    .set({
      status: 'SUSPENDED',
      suspended_at: at.at,
      updated_at: at.at,
      last_failure: at.why,
    })
    .where('id', '=', at.id)
    .where('document', '=', at.document)
    .where('status', '=', 'ACTIVE')
    .where('deleted_at', 'is', null),
);

/** Suspends an endpoint that is active and still has this document. False where it does not. */
export async function suspendEndpoint(
  tx: Tx,
  { merchantId, ...params }: Suspension & { merchantId: string },
): Promise<boolean> {
  if ((await tx.run(suspendUnfit, params)) !== 1) return false;
  await raiseEndpoint(tx, { merchantId, id: params.id, since: params.at });
  return true;
}

interface Retry {
  id: string;
  now: number;
  limit: number;
}

const retry = statement<Retry>()(({ db, isIn, idsOf }, at) =>
  db
    .updateTable('event_deliveries')
    .set({ at: at.now })
    .where(
      'id',
      isIn,
      idsOf(
        db
          .selectFrom('event_deliveries')
          .select('id')
          .where('endpoint_id', '=', at.id)
          .where('status', '=', 'FAILED')
          .where('at', '>', at.now)
          .orderBy('at')
          .limit(at.limit),
      ),
    ),
);

/** Makes some failed deliveries of an endpoint due now. Returns how many. */
export function bringDeliveriesNear(tx: Sql, params: Retry): Promise<number> {
  return tx.run(retry, params);
}

const dueNow = statement<{ id: string; now: number }>()(({ db }, at) =>
  db.updateTable('event_endpoints').set({ due_at: at.now }).where('id', '=', at.id),
);

/** Whoever has the endpoint next looks for what is due. */
export async function makeEndpointDue(tx: Sql, id: string, now: number): Promise<void> {
  await tx.run(dueNow, { id, now });
}
