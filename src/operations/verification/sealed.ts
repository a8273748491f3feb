import { createHash } from 'node:crypto';
import { deliveryStatuses } from '../../domain/aggregates/delivery.ts';
import { openCredentials } from '../../store/sealing/credentials.ts';
import { openDataKey } from '../../store/sealing/data-keys.ts';
import { openEndpointSecrets } from '../../store/sealing/endpoint-secrets.ts';
import { UnopenableError, keyIdIn } from '../../store/sealing/sealer.ts';
import { isErased, openBody } from '../../store/sealing/webhooks.ts';
import { endpointFromRow } from '../../store/queries/event-endpoints/endpoints.ts';
import { keyFromRow } from '../../store/queries/personal-data/data-keys.ts';
import { pagesOf } from '../../store/queries/operators/rows.ts';
import { deliveryFromRow } from '../../store/queries/webhooks.ts';
import type { WebhookDeliveryRecord } from '../../store/records.ts';
import { checkAccountItems, checkItems } from './attention.ts';
import { pageSize, readRow } from './verification.ts';
import type { Verification } from './verification.ts';

export async function verifyAccounts(verification: Verification): Promise<void> {
  const { sql, findings, sealer, count } = verification;
  for await (const accounts of pagesOf(sql, 'provider_accounts', pageSize)) {
    count('provider_accounts', accounts.length);
    await checkAccountItems(verification, accounts);
    for (const account of accounts) {
      const { id, reconcile_at: at } = account;
      findings.compare(
        'due-work',
        'provider_accounts',
        id,
        'a time',
        at === null ? null : 'a time',
      );
      if (sealer === null) continue;
      const opened = opening(verification, 'provider_accounts', id, () =>
        openCredentials(sealer, account),
      );
      if (opened === null) continue;
      readRow(verification, 'provider_accounts', { id }, () => JSON.parse(opened) as unknown);
    }
  }
}

export async function verifyEventEndpoints(verification: Verification): Promise<void> {
  const { sql, sealer, count } = verification;
  const table = 'event_endpoints';
  for await (const rows of pagesOf(sql, table, pageSize)) {
    count(table, rows.length);
    for (const row of rows) {
      const endpoint = readRow(verification, table, row, endpointFromRow);
      if (endpoint === null || sealer === null || row.deleted_at !== null) continue;
      opening(verification, table, endpoint.id, () => openEndpointSecrets(sealer, endpoint));
    }
  }
}

export async function verifyDataKeys(verification: Verification): Promise<void> {
  const { sql, sealer, count } = verification;
  for await (const rows of pagesOf(sql, 'data_keys', pageSize)) {
    count('data_keys', rows.length);
    if (sealer === null) continue;
    for (const row of rows) {
      opening(verification, 'data_keys', row.id, () => openDataKey(sealer, keyFromRow(row)));
    }
  }
}

export async function verifyDeliveries(verification: Verification): Promise<void> {
  const { sql, count } = verification;
  for await (const rows of pagesOf(sql, 'webhook_deliveries', pageSize)) {
    count('webhook_deliveries', rows.length);
    for (const row of rows) {
      const delivery = readRow(verification, 'webhook_deliveries', row, deliveryFromRow);
      if (delivery !== null) checkDelivery(verification, delivery);
    }
    const dead = rows.map(({ id, status }): [string, string[]] => [
      id,
      status === 'DEAD' ? ['DEAD_WEBHOOK'] : [],
    ]);
    await checkItems(verification, 'webhook_deliveries', new Map(dead));
  }
}

function checkDelivery(verification: Verification, delivery: WebhookDeliveryRecord): void {
  const { findings, sealer } = verification;
  const { id, status, checkAt } = delivery;
  const table = 'webhook_deliveries';
  if (!deliveryStatuses.includes(status)) {
    findings.add('readable', table, id, 'a known status', status);
    return;
  }
  const due = status === 'FAILED' || status === 'UNMATCHED' ? 'a time' : 'none';
  findings.compare('due-work', table, id, due, checkAt === null ? 'none' : 'a time');
  const { bytes, sealedWith } = delivery.body;
  if (sealedWith !== null) findings.compare('sealed', table, id, keyIdIn(bytes), sealedWith);
  const body =
    sealer === null && sealedWith !== null
      ? null
      : opening(verification, table, id, () => openedBody(sealer, delivery));
  if (!isErased(delivery.body)) checkIdentity(verification, delivery, body);
}

function openedBody(sealer: Verification['sealer'], delivery: WebhookDeliveryRecord): Buffer {
  return sealer === null ? delivery.body.bytes : openBody(sealer, delivery);
}

/** `body`: null where it is not opened. Then only its shape can be checked where there is no event id. */
function checkIdentity(
  { findings }: Verification,
  { id, topic, eventId, identity }: WebhookDeliveryRecord,
  body: Buffer | null,
): void {
  const table = 'webhook_deliveries';
  const start = topic === null ? '' : `${topic}/`;
  if (eventId !== null) {
    findings.compare('delivery-identity', table, id, `${start}${eventId}`, identity);
    return;
  }
  // Of a notice: the queries that it is a reason for, whatever its topic.
  if (identity.startsWith('[')) return;
  const content = identity.startsWith(start) ? identity.slice(start.length) : '';
  if (content.startsWith('[') || content.startsWith('{')) return;
  const digest = body === null ? null : createHash('sha256').update(body).digest('hex');
  if (digest === null ? /^[0-9a-f]{64}$/.test(content) : content === digest) return;
  findings.add('delivery-identity', table, id, start + (digest ?? 'a digest'), identity);
}

/** Null where no key opens it, which is a finding. */
export function opening<Opened>(
  { findings }: Verification,
  table: string,
  id: string,
  open: () => Opened,
): Opened | null {
  try {
    return open();
  } catch (error) {
    if (!(error instanceof UnopenableError)) throw error;
    findings.add('sealed', table, id, 'a value that a master key opens', error.message);
    return null;
  }
}
