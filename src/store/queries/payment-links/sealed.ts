import type { Sql } from '../../sql.ts';
import { statement } from '../../statements/statement.ts';
import type { SealedPage } from '../sealed.ts';

export interface SealedLinkToken {
  id: string;
  token: string;
}

const tokensAfter = statement<SealedPage>()(({ db }, at) =>
  db
    .selectFrom('payment_links')
    .select(['id', 'token'])
    .where('id', '>', at.after)
    .orderBy('id')
    .limit(at.limit),
);

export async function sealedLinkTokens(
  sql: Sql,
  { after, limit }: SealedPage,
): Promise<SealedLinkToken[]> {
  return sql.all(tokensAfter, { after, limit });
}

const change = statement<SealedLinkToken & { anew: string }>()(({ db }, at) =>
  db
    .updateTable('payment_links')
    .set({ token: at.anew })
    .where('id', '=', at.id)
    .where('token', '=', at.token),
);

/** Stores a token that was sealed anew. False where another process has sealed it anew since. */
export async function replaceLinkToken(
  tx: Sql,
  { id, token }: SealedLinkToken,
  anew: string,
): Promise<boolean> {
  return (await tx.run(change, { id, token, anew })) === 1;
}
