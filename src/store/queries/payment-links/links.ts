import type { PaymentLink } from '../../../domain/payment-links/payment-link.ts';
import { PaymentLinkSchema } from '../../entities/payment-links/payment-link.ts';
import { decode, encode } from '../../json.ts';
import type { Owner, Sql } from '../../sql.ts';
import { newestOf } from '../../statements/lists.ts';
import { byIdOf } from '../../statements/owned.ts';
import { insertInto } from '../../statements/rows.ts';
import { statement } from '../../statements/statement.ts';
import type { Row } from '../../statements/tables.ts';
import { isSet, rangesOf } from '../pages.ts';
import type { CreatedFilter, Page } from '../pages.ts';

export const paymentLinkFromRow = (row: Row<'payment_links'>): PaymentLink => ({
  id: row.id,
  merchantId: row.merchant_id,
  reference: row.reference,
  request: decode<PaymentLink['request']>(row.request),
  token: row.token,
  maximumUses: row.maximum_uses,
  expiresAt: row.expires_at,
  disabledAt: row.disabled_at,
  createdAt: row.created_at,
});

const links = byIdOf('payment_links');

export async function paymentLinkById(
  sql: Sql,
  id: string,
  owner?: Owner,
): Promise<PaymentLink | null> {
  const row = await links.byId(sql, id, owner);
  return row === undefined ? null : paymentLinkFromRow(row);
}

export async function paymentLinksByIds(
  sql: Sql,
  ids: readonly string[],
  owner?: Owner,
): Promise<PaymentLink[]> {
  return (await links.byIds(sql, ids, owner)).map(paymentLinkFromRow);
}

const byHash = statement<{ hash: string }>()(({ db }, at) =>
  db.selectFrom('payment_links').selectAll().where('token_hash', '=', at.hash),
);

export async function paymentLinkByTokenHash(sql: Sql, hash: string): Promise<PaymentLink | null> {
  const row = await sql.get(byHash, { hash });
  return row === undefined ? null : paymentLinkFromRow(row);
}

const insert = insertInto('payment_links', PaymentLinkSchema);

export async function insertPaymentLink(
  tx: Sql,
  link: PaymentLink,
  tokenHash: string,
): Promise<void> {
  const row = {
    id: link.id,
    merchant_id: link.merchantId,
    reference: link.reference,
    request: encode(link.request),
    token_hash: tokenHash,
    token: link.token,
    maximum_uses: link.maximumUses,
    expires_at: link.expiresAt,
    disabled_at: link.disabledAt,
    created_at: link.createdAt,
    data_version: 1,
  };
  await tx.runEach(insert, [row]);
}

const disable = statement<{ id: string; now: number }>()(({ db }, at) =>
  db
    .updateTable('payment_links')
    .set({ disabled_at: at.now })
    .where('id', '=', at.id)
    .where('disabled_at', 'is', null),
);

/** Leaves the time of a link that is disabled already. */
export async function disableLink(tx: Sql, id: string, now: number): Promise<void> {
  await tx.run(disable, { id, now });
}

export interface PaymentLinkSearch extends CreatedFilter {
  reference?: string | null;
}

const some = newestOf('payment_links', 'lnk', [
  { columns: ['merchant_id'] },
  { columns: ['merchant_id', 'reference'] },
]);

/** Newest first. One row more than requested shows that there are more. */
export async function findPaymentLinks(
  sql: Sql,
  merchantId: string,
  page: Page,
  { reference, ...created }: PaymentLinkSearch,
): Promise<PaymentLink[]> {
  const ranges = rangesOf({
    merchant_id: [merchantId],
    ...(isSet(reference) && { reference: [reference] }),
  });
  return (await some(sql, ranges, page, created)).map(paymentLinkFromRow);
}
