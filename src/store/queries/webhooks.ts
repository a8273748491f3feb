import { encode } from '../json.ts';
import type {
  KeptBody,
  WebhookDeliveryEntry,
  WebhookDeliveryRecord,
  WebhookDeliveryStatus,
} from '../records.ts';
import { Conditions, rowById } from '../sql.ts';
import type { Owner, Sql } from '../sql.ts';
import { accountIds } from './merchants.ts';
import { isGiven, newest, rangesOf } from './pages.ts';
import type { Page } from './pages.ts';
import { insert } from './work.ts';

interface BodyColumns {
  body: Uint8Array;
  sealed_with: string | null;
}

interface EntryRow {
  id: string;
  merchant_id: string;
  account_id: string;
  status: WebhookDeliveryStatus;
  event_id: string | null;
  topic: WebhookDeliveryRecord['topic'];
  identity: string;
  headers: string;
  attempts: number;
  last_error: string | null;
  received_at: number;
  check_at: number | null;
}

type DeliveryRow = EntryRow & BodyColumns;

const entryFromRow = (row: EntryRow): Omit<WebhookDeliveryRecord, 'body'> => ({
  id: row.id,
  merchantId: row.merchant_id,
  accountId: row.account_id,
  status: row.status,
  eventId: row.event_id,
  topic: row.topic,
  identity: row.identity,
  // Others choose the names in here, so one called `minor` is no amount.
  headers: JSON.parse(row.headers) as Record<string, string>,
  attempts: row.attempts,
  lastError: row.last_error,
  receivedAt: row.received_at,
  checkAt: row.check_at,
});

const bodyFromRow = ({ body, sealed_with: sealedWith }: BodyColumns): KeptBody => ({
  bytes: Buffer.from(body.buffer, body.byteOffset, body.byteLength),
  sealedWith,
});

const fromRow = (row: DeliveryRow): WebhookDeliveryRecord => ({
  ...entryFromRow(row),
  body: bodyFromRow(row),
});

/** False where the account has had a delivery of this identity before. */
export async function insertDelivery(tx: Sql, delivery: WebhookDeliveryRecord): Promise<boolean> {
  const inserted = await insert(
    tx,
    'webhook_deliveries',
    {
      id: delivery.id,
      merchant_id: delivery.merchantId,
      account_id: delivery.accountId,
      status: delivery.status,
      event_id: delivery.eventId,
      topic: delivery.topic,
      identity: delivery.identity,
      headers: encode(delivery.headers),
      body: delivery.body.bytes,
      sealed_with: delivery.body.sealedWith,
      attempts: delivery.attempts,
      last_error: delivery.lastError,
      received_at: delivery.receivedAt,
      check_at: delivery.checkAt,
    },
    'on conflict (account_id, identity) do nothing',
  );
  return inserted === 1;
}

/** In the transaction that inserted it. */
export async function forgetDelivery(tx: Sql, id: string): Promise<void> {
  await tx.run('delete from webhook_deliveries where id = ?', id);
}

export async function updateDelivery(
  tx: Sql,
  id: string,
  now: Pick<WebhookDeliveryRecord, 'status' | 'attempts' | 'lastError' | 'checkAt'>,
): Promise<void> {
  await tx.run(
    `update webhook_deliveries set status = ?, attempts = ?, last_error = ?, check_at = ?
     where id = ?`,
    now.status,
    now.attempts,
    now.lastError,
    now.checkAt,
    id,
  );
}

/** Notes what it waits for, and nothing else. */
export async function awaitSubjects(
  tx: Sql,
  { id, accountId }: Pick<WebhookDeliveryRecord, 'id' | 'accountId'>,
  references: ReadonlySet<string>,
): Promise<void> {
  await tx.run('delete from awaited_subjects where delivery_id = ?', id);
  for (const reference of references) {
    const row = { account_id: accountId, reference, delivery_id: id };
    await insert(tx, 'awaited_subjects', row);
  }
}

/** What waits for this subject is due at once. To be called in the transaction that writes the subject. */
export async function subjectAppeared(
  tx: Sql,
  accountId: string,
  reference: string,
  now: number,
): Promise<void> {
  await tx.run(
    `update webhook_deliveries set check_at = ? where status = 'UNMATCHED' and check_at > ? and id in
       (select delivery_id from awaited_subjects where account_id = ? and reference = ?)`,
    now,
    now,
    accountId,
    reference,
  );
}

export async function deliveryByIdentity(
  sql: Sql,
  { accountId, identity }: Pick<WebhookDeliveryRecord, 'accountId' | 'identity'>,
): Promise<WebhookDeliveryRecord | null> {
  const text = 'select * from webhook_deliveries where account_id = ? and identity = ?';
  const row = await sql.get<DeliveryRow>(text, accountId, identity);
  return row === undefined ? null : fromRow(row);
}

export async function deliveryById(
  sql: Sql,
  id: string,
  owner?: Owner,
): Promise<WebhookDeliveryRecord | null> {
  const row = await rowById<DeliveryRow>(sql, 'webhook_deliveries', id, owner);
  return row === undefined ? null : fromRow(row);
}

/** The size of a body is known without reading it. */
const entryColumns = `id, merchant_id, account_id, status, event_id, topic, identity, headers, attempts, last_error,
  received_at, check_at, length(body) as body_bytes`;

type SizedRow = EntryRow & { body_bytes: number };

const sized = (row: SizedRow): WebhookDeliveryEntry => ({
  ...entryFromRow(row),
  bodyBytes: row.body_bytes,
});

export async function deliveryEntryById(
  sql: Sql,
  id: string,
  owner: Owner,
): Promise<WebhookDeliveryEntry | null> {
  const conditions = new Conditions().equal('id', id).equal('merchant_id', owner);
  const text = `select ${entryColumns} from webhook_deliveries ${conditions.where}`;
  const row = await sql.get<SizedRow>(text, ...conditions.params);
  return row === undefined ? null : sized(row);
}

export async function bodyOfDelivery(sql: Sql, id: string): Promise<KeptBody> {
  const text = 'select body, sealed_with from webhook_deliveries where id = ?';
  const row = await sql.get<BodyColumns>(text, id);
  if (row === undefined) throw new Error(`no webhook delivery ${id}`);
  return bodyFromRow(row);
}

/** Newest first; one row more than asked for tells that there are more. */
export async function findDeliveries(
  sql: Sql,
  merchantId: string,
  page: Page,
  search: { account?: string | null; statuses?: readonly WebhookDeliveryStatus[] | null },
): Promise<WebhookDeliveryEntry[]> {
  const { account, statuses } = search;
  const ranges = rangesOf({
    ...(isGiven(account)
      ? { account_id: await accountIds(sql, merchantId, { account }) }
      : { merchant_id: [merchantId] }),
    ...(statuses && { status: statuses }),
  });
  const list = {
    table: 'webhook_deliveries',
    prefix: 'whd',
    columns: entryColumns,
    ...page,
  };
  return (await newest<SizedRow>(sql, ranges, list)).map(sized);
}
