import { expressionBuilder } from 'kysely';
import type { Compilable } from 'kysely';
import { WebhookDeliverySchema } from '../entities/webhook-delivery.ts';
import { encode } from '../json.ts';
import type {
  StoredBody,
  WebhookDeliveryEntry,
  WebhookDeliveryRecord,
  WebhookDeliveryStatus,
} from '../records.ts';
import type { Pause } from '../aggregates/steps.ts';
import type { Owner, Sql } from '../sql.ts';
import { exactly, withPairs } from '../statements/along.ts';
import { newestOf } from '../statements/lists.ts';
import { byIdOf } from '../statements/owned.ts';
import { insertInto, updateUnguarded } from '../statements/rows.ts';
import { statement } from '../statements/statement.ts';
import type { Row, Tables } from '../statements/tables.ts';
import { accountIds } from './merchants.ts';
import { isSet, rangesOf } from './pages.ts';
import type { Page } from './pages.ts';

type DeliveryRow = Row<'webhook_deliveries'>;
type BodyColumns = Pick<DeliveryRow, 'body' | 'sealed_with'>;
type EntryRow = Omit<DeliveryRow, keyof BodyColumns>;

const entryFromRow = (row: EntryRow): Omit<WebhookDeliveryRecord, 'body'> => ({
  id: row.id,
  merchantId: row.merchant_id,
  accountId: row.account_id,
  status: row.status,
  eventId: row.event_id,
  topic: row.topic,
  identity: row.identity,
  about: row.about,
  // Not `decode`: others choose these names, so one called `minor` is no amount.
  headers: JSON.parse(row.headers) as Record<string, string>,
  attempts: row.attempts,
  lastError: row.last_error,
  receivedAt: row.received_at,
  checkAt: row.check_at,
});

const bodyFromRow = ({ body, sealed_with: sealedWith }: BodyColumns): StoredBody => ({
  bytes: Buffer.from(body.buffer, body.byteOffset, body.byteLength),
  sealedWith,
});

export const deliveryFromRow = (row: DeliveryRow): WebhookDeliveryRecord => ({
  ...entryFromRow(row),
  body: bodyFromRow(row),
});

const insert = insertInto('webhook_deliveries', WebhookDeliverySchema, {
  key: ['account_id', 'identity'],
  conflict: (inserting) =>
    inserting.onConflict((conflict) => conflict.columns(['account_id', 'identity']).doNothing()),
});

/** For each delivery: false where the account has one of this identity already, also one before it. */
export function insertDeliveries(
  tx: Sql,
  deliveries: readonly WebhookDeliveryRecord[],
  pause?: Pause,
): Promise<boolean[]> {
  const rows = deliveries.map((delivery) => ({
    id: delivery.id,
    merchant_id: delivery.merchantId,
    account_id: delivery.accountId,
    status: delivery.status,
    event_id: delivery.eventId,
    topic: delivery.topic,
    identity: delivery.identity,
    about: delivery.about,
    headers: encode(delivery.headers),
    body: delivery.body.bytes,
    sealed_with: delivery.body.sealedWith,
    attempts: delivery.attempts,
    last_error: delivery.lastError,
    received_at: delivery.receivedAt,
    check_at: delivery.checkAt,
  }));
  return tx.insertNew(insert, rows, pause);
}

const forget = statement<{ id: string }>()(({ db }, at) =>
  db.deleteFrom('webhook_deliveries').where('id', '=', at.id),
);

/** Deletes a delivery. Call it in the transaction that inserted it. */
export async function forgetDelivery(tx: Sql, id: string): Promise<void> {
  await tx.run(forget, { id });
}

const refill = statement<{ id: string; headers: string; body: Uint8Array; key: string | null }>()(
  ({ db }, at) =>
    db
      .updateTable('webhook_deliveries')
      .set({ headers: at.headers, body: at.body, sealed_with: at.key })
      .where('id', '=', at.id),
);

/** Stores headers and body of a delivery whose own were removed. */
export async function refillDelivery(
  tx: Sql,
  { id, headers, body }: Pick<WebhookDeliveryRecord, 'id' | 'headers' | 'body'>,
): Promise<void> {
  await tx.run(refill, { id, headers: encode(headers), body: body.bytes, key: body.sealedWith });
}

type Outcome = Pick<WebhookDeliveryRecord, 'status' | 'attempts' | 'lastError' | 'checkAt'>;

const update = updateUnguarded('webhook_deliveries', [
  'status',
  'attempts',
  'last_error',
  'check_at',
]);

export async function updateDeliveries(
  tx: Sql,
  outcomes: readonly (Outcome & { id: string })[],
): Promise<void> {
  const rows = outcomes.map(({ id, status, attempts, lastError, checkAt }) => ({
    id,
    status,
    attempts,
    last_error: lastError,
    check_at: checkAt,
  }));
  await tx.runEach(update, rows);
}

type Identity = Pick<WebhookDeliveryRecord, 'accountId' | 'identity'>;

const byIdentity = statement<Identity>()(
  (dialect, at) =>
    exactly(dialect, 'webhook_deliveries', 'all', [
      ['account_id', at.accountId],
      ['identity', at.identity],
    ]) as Compilable as Compilable<DeliveryRow>,
);

export async function deliveryByIdentity(
  sql: Sql,
  { accountId, identity }: Identity,
): Promise<WebhookDeliveryRecord | null> {
  const row = await sql.get(byIdentity, { accountId, identity });
  return row === undefined ? null : deliveryFromRow(row);
}

/** They are locked, so that they are read as the process has left them that writes to them now. */
const byIdentities = statement<{ pairs: string }>()((dialect, at) => {
  const table = 'webhook_deliveries';
  const rows = dialect.db.selectFrom(table).selectAll();
  const found = withPairs(dialect, table, rows as never, 'identity', at.pairs);
  return dialect.locked(found as never as typeof rows);
});

const lockedByIds = statement<{ ids: string }>()(({ db, isIn, listed, locked }, at) =>
  locked(db.selectFrom('webhook_deliveries').selectAll().where('id', isIn, listed(at.ids))),
);

/** In no particular order. Call it in a write transaction. */
export async function deliveriesByIdentities(
  tx: Sql,
  identities: readonly Identity[],
): Promise<WebhookDeliveryRecord[]> {
  if (identities.length === 0) return [];
  const pairs = identities.map(({ accountId, identity }) => [accountId, identity]);
  return (await tx.all(byIdentities, { pairs: JSON.stringify(pairs) })).map(deliveryFromRow);
}

/** In no particular order. Call it in a write transaction. */
export async function deliveriesByIds(
  tx: Sql,
  ids: readonly string[],
): Promise<WebhookDeliveryRecord[]> {
  if (ids.length === 0) return [];
  return (await tx.all(lockedByIds, { ids: JSON.stringify(ids) })).map(deliveryFromRow);
}

const deliveries = byIdOf('webhook_deliveries');

export async function deliveryById(
  sql: Sql,
  id: string,
  owner?: Owner,
): Promise<WebhookDeliveryRecord | null> {
  const row = await deliveries.byId(sql, id, owner);
  return row === undefined ? null : deliveryFromRow(row);
}

/** The same, as they are committed, also where another transaction has locked them. */
export async function deliveriesByIdsUnlocked(
  sql: Sql,
  ids: readonly string[],
): Promise<WebhookDeliveryRecord[]> {
  if (ids.length === 0) return [];
  return (await deliveries.byIds(sql, ids)).map(deliveryFromRow);
}

const delivery = expressionBuilder<Tables, 'webhook_deliveries'>();

/** With the size of the body, which is known without reading it. */
const entry = [
  'id',
  'merchant_id',
  'account_id',
  'status',
  'event_id',
  'topic',
  'identity',
  'about',
  'headers',
  'attempts',
  'last_error',
  'received_at',
  'check_at',
  delivery.fn<number>('octet_length', ['body']).as('body_bytes'),
] as const;

type SizedRow = EntryRow & { body_bytes: number };

const sized = (row: SizedRow): WebhookDeliveryEntry => ({
  ...entryFromRow(row),
  bodyBytes: row.body_bytes,
});

const anybodys = statement<{ id: string }>()(({ db }, at) =>
  db.selectFrom('webhook_deliveries').select(entry).where('id', '=', at.id),
);

const own = statement<{ id: string; owner: string }>()(({ db }, at) =>
  db
    .selectFrom('webhook_deliveries')
    .select(entry)
    .where('id', '=', at.id)
    .where('merchant_id', '=', at.owner),
);

export async function deliveryEntryById(
  sql: Sql,
  id: string,
  owner: Owner,
): Promise<WebhookDeliveryEntry | null> {
  const row = await (owner === null ? sql.get(anybodys, { id }) : sql.get(own, { id, owner }));
  return row === undefined ? null : sized(row);
}

const bodyOf = statement<{ id: string }>()(({ db }, at) =>
  db.selectFrom('webhook_deliveries').select(['body', 'sealed_with']).where('id', '=', at.id),
);

export async function bodyOfDelivery(sql: Sql, id: string): Promise<StoredBody> {
  const row = await sql.get(bodyOf, { id });
  if (row === undefined) throw new Error(`no webhook delivery ${id}`);
  return bodyFromRow(row);
}

const some = newestOf<'webhook_deliveries', SizedRow>(
  'webhook_deliveries',
  'whd',
  [
    { columns: ['merchant_id'] },
    { columns: ['merchant_id', 'status'] },
    { columns: ['account_id'] },
    { columns: ['account_id', 'status'] },
  ],
  entry,
);

/** Newest first. One row more than requested shows that there are more. */
export async function findDeliveries(
  sql: Sql,
  merchantId: string,
  page: Page,
  search: { account?: string | null; statuses?: readonly WebhookDeliveryStatus[] | null },
): Promise<WebhookDeliveryEntry[]> {
  const { account, statuses } = search;
  const ranges = rangesOf({
    ...(isSet(account)
      ? { account_id: await accountIds(sql, merchantId, { account }) }
      : { merchant_id: [merchantId] }),
    ...(statuses && { status: statuses }),
  });
  return (await some(sql, ranges, page)).map(sized);
}
