import type { StoredBody } from '../records.ts';
import type { Sql } from '../sql.ts';
import { statement } from '../statements/statement.ts';

/** A page of what is sealed: the rows after an id, in the order of ids. */
export interface SealedPage {
  after: string;
  limit: number;
}

export interface SealedCredentials {
  id: string;
  credentials: string;
}

const credentialsAfter = statement<SealedPage>()(({ db }, at) =>
  db
    .selectFrom('provider_accounts')
    .select(['id', 'credentials'])
    .where('id', '>', at.after)
    .orderBy('id')
    .limit(at.limit),
);

export async function sealedCredentials(
  sql: Sql,
  { after, limit }: SealedPage,
): Promise<SealedCredentials[]> {
  return sql.all(credentialsAfter, { after, limit });
}

const changeCredentials = statement<SealedCredentials & { anew: string }>()(({ db }, at) =>
  db
    .updateTable('provider_accounts')
    .set({ credentials: at.anew })
    .where('id', '=', at.id)
    .where('credentials', '=', at.credentials),
);

/**
 * Stores credentials that were sealed anew. False where they were changed since they were read: then they are sealed
 * with the active key already.
 */
export async function replaceCredentials(
  tx: Sql,
  { id, credentials }: SealedCredentials,
  anew: string,
): Promise<boolean> {
  return (await tx.run(changeCredentials, { id, credentials, anew })) === 1;
}

export interface SealedDelivery {
  id: string;
  body: StoredBody;
}

const bodiesAfter = statement<SealedPage & { key: string }>()(({ db }, at) =>
  db
    .selectFrom('webhook_deliveries')
    .select(['id', 'body', 'sealed_with'])
    .where('id', '>', at.after)
    .where((eb) => eb(eb.fn.coalesce('sealed_with', eb.val('')), '<>', at.key))
    .orderBy('id')
    .limit(at.limit),
);

/** Deliveries whose bodies are not sealed with the key of this id. */
export async function bodiesSealedOtherwise(
  sql: Sql,
  keyId: string,
  { after, limit }: SealedPage,
): Promise<SealedDelivery[]> {
  const rows = await sql.all(bodiesAfter, { after, key: keyId, limit });
  return rows.map(({ id, body, sealed_with: sealedWith }) => ({
    id,
    body: { bytes: Buffer.from(body), sealedWith },
  }));
}

const bodies = statement()(({ db }) =>
  db.selectFrom('webhook_deliveries').select(({ fn }) => fn.countAll<number>().as('count')),
);

export async function countBodies(sql: Sql): Promise<number> {
  return (await sql.get(bodies, {}))?.count ?? 0;
}

interface NewBody {
  id: string;
  sealedWith: string;
  body: Uint8Array;
  key: string | null;
}

const changeBody = statement<NewBody>()(({ db }, at) =>
  db
    .updateTable('webhook_deliveries')
    .set({ body: at.body, sealed_with: at.key })
    .where('id', '=', at.id)
    .where((eb) => eb(eb.fn.coalesce('sealed_with', eb.val('')), '=', at.sealedWith)),
);

/** Stores a body that was sealed anew. False where another process has sealed it anew since. */
export async function replaceBody(
  tx: Sql,
  { id, body }: SealedDelivery,
  anew: StoredBody,
): Promise<boolean> {
  const sealedWith = body.sealedWith ?? '';
  const params = { id, sealedWith, body: anew.bytes, key: anew.sealedWith };
  return (await tx.run(changeBody, params)) === 1;
}

const accessToken = statement<{ account: string }>()(({ db }, at) =>
  db
    .selectFrom('access_tokens')
    .select(['token', 'claimed_until as claimedUntil'])
    .where('account_id', '=', at.account)
    .$narrowType<{ claimedUntil: number }>(),
);

export interface StoredToken {
  /** Sealed; null where there is none. */
  token: string | null;
  /** Epoch milliseconds. */
  claimedUntil: number;
}

/** Null where the account never had one. */
export async function accessTokenOf(sql: Sql, account: string): Promise<StoredToken | null> {
  return (await sql.get(accessToken, { account })) ?? null;
}

interface TokenClaim {
  account: string;
  now: number;
  until: number;
  /** A claim beyond this was written before a clock was set back, and does not count. */
  believedTo: number;
}

const claimNew = statement<TokenClaim>()(({ db }, at) =>
  db
    .insertInto('access_tokens')
    .values({ account_id: at.account, token: null, claimed_until: at.until })
    .onConflict((conflict) => conflict.column('account_id').doNothing()),
);

// A row that another process changes now is claimed. It is not waited for: two groups could wait for each other.
const claimKnown = statement<TokenClaim>()(({ db, unlocked }, at) =>
  db
    .updateTable('access_tokens')
    .set({ claimed_until: at.until })
    .where('account_id', '=', (eb) =>
      unlocked(
        eb
          .selectFrom('access_tokens')
          .select('account_id')
          .where('account_id', '=', at.account)
          .where((row) =>
            row.or([row('claimed_until', '<=', at.now), row('claimed_until', '>', at.believedTo)]),
          ),
      ),
    ),
);

/** Claims the account's token until `until`. `isNew`: it never had one. False: another process has the claim. */
export async function claimAccessToken(
  tx: Sql,
  claim: TokenClaim,
  isNew: boolean,
): Promise<boolean> {
  return (await tx.run(isNew ? claimNew : claimKnown, claim)) === 1;
}

const storeToken = statement<{ account: string; until: number; token: string | null }>()(
  ({ db }, at) =>
    db
      .updateTable('access_tokens')
      .set({ token: at.token, claimed_until: 0 })
      .where('account_id', '=', at.account)
      .where('claimed_until', '=', at.until),
);

/** Stores the token, or that there is none, and ends the claim until `until`, unless another process has it. */
export async function storeAccessToken(
  tx: Sql,
  stored: { account: string; until: number; token: string | null },
): Promise<void> {
  await tx.run(storeToken, stored);
}

const endClaims = statement()(({ db }) =>
  db
    .updateTable('access_tokens')
    .set({ claimed_until: 0 })
    // All of them, along the primary key.
    .where('account_id', '>', '')
    .where('claimed_until', '>', 0),
);

/** Ends the claims of processes that are gone. */
export async function endAccessTokenClaims(tx: Sql): Promise<void> {
  await tx.run(endClaims, {});
}
