import { encode } from '../json.ts';
import type { WebhookDeliveryRecord, WebhookDeliveryStatus } from '../records.ts';
import { Conditions, rowById } from '../sql.ts';
import type { Owner, Sql } from '../sql.ts';
import { insert } from './work.ts';
import type { Page } from './work.ts';

interface DeliveryRow {
  id: string;
  merchant_id: string;
  account_id: string;
  status: WebhookDeliveryStatus;
  event_id: string | null;
  topic: WebhookDeliveryRecord['topic'];
  identity: string;
  headers: string;
  body: Uint8Array;
  sealed_with: string | null;
  attempts: number;
  last_error: string | null;
  received_at: number;
  check_at: number | null;
}

const fromRow = (row: DeliveryRow): WebhookDeliveryRecord => ({
  id: row.id,
  merchantId: row.merchant_id,
  accountId: row.account_id,
  status: row.status,
  eventId: row.event_id,
  topic: row.topic,
  identity: row.identity,
  // Others choose the names in here, so one called `minor` is no amount.
  headers: JSON.parse(row.headers) as Record<string, string>,
  body: {
    bytes: Buffer.from(row.body.buffer, row.body.byteOffset, row.body.byteLength),
    sealedWith: row.sealed_with,
  },
  attempts: row.attempts,
  lastError: row.last_error,
  receivedAt: row.received_at,
  checkAt: row.check_at,
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

/** Newest first; one row more than asked for tells that there are more. */
export async function findDeliveries(
  sql: Sql,
  merchantId: string,
  { first, after }: Page,
  search: { account?: string | null; statuses?: readonly WebhookDeliveryStatus[] | null },
): Promise<WebhookDeliveryRecord[]> {
  const conditions = new Conditions()
    .equal('merchant_id', merchantId)
    .equal('account_id', search.account)
    .oneOf('status', search.statuses);
  if (after !== null) conditions.and('id < ?', after);
  const text = `select * from webhook_deliveries ${conditions.where} order by id desc limit ?`;
  return (await sql.all<DeliveryRow>(text, ...conditions.params, first + 1)).map(fromRow);
}
