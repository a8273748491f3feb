import { paymentLinkFromRow } from '../../store/queries/payment-links/links.ts';
import { numbersOfUses } from '../../store/queries/payment-links/uses.ts';
import { pagesOf } from '../../store/queries/operators/rows.ts';
import { linkTokenHash, openLinkToken } from '../../store/sealing/link-tokens.ts';
import { opening } from './sealed.ts';
import { pageSize, readRow } from './verification.ts';
import type { Verification } from './verification.ts';

export async function verifyPaymentLinks(verification: Verification): Promise<void> {
  const { sql, sealer, findings, count } = verification;
  const table = 'payment_links';
  for await (const rows of pagesOf(sql, table, pageSize)) {
    count(table, rows.length);
    const numbers = await numbersOfUses(
      sql,
      rows.map(({ id }) => id),
    );
    for (const row of rows) {
      const { uses = 0, last = 0 } = numbers.get(row.id) ?? {};
      findings.compare('link-uses', table, row.id, last, Math.min(uses, row.maximum_uses));
      const link = readRow(verification, table, row, paymentLinkFromRow);
      if (link === null || sealer === null) continue;
      const token = opening(verification, table, link.id, () => openLinkToken(sealer, link));
      if (token === null) continue;
      findings.compare('sealed', table, link.id, linkTokenHash(token), row.token_hash);
    }
  }
}
