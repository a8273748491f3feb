import type { EventEndpoint } from '../../../domain/event-endpoints/event-endpoint.ts';
import { EventEndpointSchema } from '../../entities/event-endpoints/event-endpoint.ts';
import { decode, encode } from '../../json.ts';
import type { Owner, Sql } from '../../sql.ts';
import { along } from '../../statements/along.ts';
import type { Dialect } from '../../statements/dialect.ts';
import { insertInto } from '../../statements/rows.ts';
import { statement } from '../../statements/statement.ts';
import type { Row } from '../../statements/tables.ts';
import { lastId } from '../pages.ts';
import type { Page } from '../pages.ts';

export const endpointFromRow = (row: Row<'event_endpoints'>): EventEndpoint => ({
  id: row.id,
  merchantId: row.merchant_id,
  url: row.url,
  description: row.description,
  eventTypes: decode<EventEndpoint['eventTypes']>(row.event_types),
  document: row.document,
  status: row.status,
  secrets: row.secrets,
  cursor: row.cursor,
  readTo: row.read_to,
  round: row.round,
  lastDeliveredAt: row.last_delivered_at,
  lastFailure: row.last_failure,
  failingSince: row.failing_since,
  suspendedAt: row.suspended_at,
  createdAt: row.created_at,
  updatedAt: row.updated_at,
});

/** Those that are deleted are read by nobody but by those who remove them. */
const rows = ({ db }: Pick<Dialect, 'db'>) =>
  db.selectFrom('event_endpoints').selectAll().where('deleted_at', 'is', null);

const some = statement<{ ids: string }>()((dialect, at) =>
  rows(dialect).where('id', dialect.isIn, dialect.listed(at.ids)),
);
const someOwn = statement<{ ids: string; owner: string }>()((dialect, at) =>
  rows(dialect)
    .where('id', dialect.isIn, dialect.listed(at.ids))
    .where('merchant_id', '=', at.owner),
);

export async function eventEndpointsByIds(
  sql: Sql,
  ids: readonly string[],
  owner: Owner = null,
): Promise<EventEndpoint[]> {
  const listed = JSON.stringify(ids);
  const found =
    owner === null
      ? await sql.all(some, { ids: listed })
      : await sql.all(someOwn, { ids: listed, owner });
  return found.map(endpointFromRow);
}

export async function eventEndpointById(
  sql: Sql,
  id: string,
  owner?: Owner,
): Promise<EventEndpoint | null> {
  return (await eventEndpointsByIds(sql, [id], owner))[0] ?? null;
}

const newest = statement<{ merchant: string; before: string; limit: number }>()((dialect, at) =>
  along(dialect, rows(dialect), {
    equal: [['merchant_id', at.merchant]],
    last: 'id',
    below: at.before,
    order: 'desc',
  }).limit(at.limit),
);

/** Newest first. One row more than requested shows that there are more. */
export async function findEventEndpoints(
  sql: Sql,
  merchantId: string,
  { first, after }: Page,
): Promise<EventEndpoint[]> {
  const before = after ?? lastId;
  const found = await sql.all(newest, { merchant: merchantId, before, limit: first + 1 });
  return found.map(endpointFromRow);
}

const insert = insertInto('event_endpoints', EventEndpointSchema);

export async function insertEventEndpoint(tx: Sql, endpoint: EventEndpoint): Promise<void> {
  const row = {
    ...rowOf(endpoint),
    id: endpoint.id,
    merchant_id: endpoint.merchantId,
    cursor: endpoint.cursor,
    read_to: endpoint.readTo,
    round: endpoint.round,
    due_at: null,
    last_delivered_at: null,
    sender_id: null,
    deleted_at: null,
    created_at: endpoint.createdAt,
  };
  await tx.runEach(insert, [row]);
}

/** What a merchant changes. */
export type EndpointSettings = Pick<
  EventEndpoint,
  | 'url'
  | 'description'
  | 'eventTypes'
  | 'document'
  | 'status'
  | 'secrets'
  | 'lastFailure'
  | 'failingSince'
  | 'suspendedAt'
  | 'updatedAt'
>;

const rowOf = (settings: EndpointSettings) => ({
  url: settings.url,
  description: settings.description,
  event_types: encode(settings.eventTypes),
  document: settings.document,
  status: settings.status,
  secrets: settings.secrets,
  last_failure: settings.lastFailure,
  failing_since: settings.failingSince,
  suspended_at: settings.suspendedAt,
  updated_at: settings.updatedAt,
});

const locked = statement<{ id: string }>()((dialect, at) =>
  dialect.locked(dialect.db.selectFrom('event_endpoints').selectAll().where('id', '=', at.id)),
);

/** The endpoint as it stays until the transaction ends; null where the owner has none. */
export async function lockEventEndpoint(
  tx: Sql,
  id: string,
  owner: string,
): Promise<EventEndpoint | null> {
  const row = await tx.get(locked, { id });
  if (row?.merchant_id !== owner || row.deleted_at !== null) return null;
  return endpointFromRow(row);
}

const update = statement<ReturnType<typeof rowOf> & { id: string }>()(({ db }, at) =>
  db
    .updateTable('event_endpoints')
    .set({
      url: at.url,
      description: at.description,
      event_types: at.event_types,
      document: at.document,
      status: at.status,
      secrets: at.secrets,
      last_failure: at.last_failure,
      failing_since: at.failing_since,
      suspended_at: at.suspended_at,
      updated_at: at.updated_at,
    })
    .where('id', '=', at.id),
);

/** Call it in the transaction that has locked the endpoint. */
export async function updateEventEndpoint(
  tx: Sql,
  id: string,
  settings: EndpointSettings,
): Promise<void> {
  await tx.run(update, { id, ...rowOf(settings) });
}

interface Replay {
  id: string;
  cursor: number;
  readTo: number;
  now: number;
}

const replay = statement<Replay>()(({ db }, at) =>
  db
    .updateTable('event_endpoints')
    .set({
      cursor: at.cursor,
      read_to: at.readTo,
      round: (eb) => eb('round', '+', 1),
      updated_at: at.now,
    })
    .where('id', '=', at.id),
);

/** Begins a new round: the deliveries of later events than `readTo` are made anew. */
export async function beginRound(tx: Sql, params: Replay): Promise<void> {
  await tx.run(replay, params);
}

const retire = statement<{ id: string; owner: string; now: number }>()(({ db }, at) =>
  db
    .updateTable('event_endpoints')
    .set({ status: 'PAUSED', url: '', secrets: '', sender_id: null, deleted_at: at.now })
    .where('id', '=', at.id)
    .where('merchant_id', '=', at.owner)
    .where('deleted_at', 'is', null),
);

/** Nobody finds it from then on. Its deliveries are removed later. False where the owner has none. */
export async function retireEventEndpoint(
  tx: Sql,
  params: { id: string; owner: string; now: number },
): Promise<boolean> {
  return (await tx.run(retire, params)) === 1;
}
