import { setTimeout as sleep } from 'node:timers/promises';
import { UnavailableError } from '../domain/errors.ts';
import type { Secret } from '../domain/secret.ts';
import { NotSent } from '../providers/provider.ts';
import type { GrantedToken, SharedToken } from '../providers/provider.ts';
import {
  accessTokenOf,
  claimAccessToken,
  endAccessTokenClaims,
  storeAccessToken,
} from '../store/queries/sealed.ts';
import type { StoredToken } from '../store/queries/sealed.ts';
import { openToken, sealToken } from '../store/sealing/access-tokens.ts';
import type { TokenOwner } from '../store/sealing/access-tokens.ts';
import type { Deps } from './deps.ts';

type TokenDeps = Pick<Deps, 'read' | 'queue' | 'sealer' | 'now'>;

/** A request for a token takes less: 15 s until it may leave, and 15 s for its answer. Milliseconds. */
const claimMs = 45_000;
/** The clocks of the processes are not further apart. Milliseconds. */
const clocksApartMs = 60_000;
/** How long a call waits for the token that another process requests, and how often it looks. Milliseconds. */
const longestWaitMs = 15_000;
const lookEveryMs = 50;

/**
 * The access token of an account, stored for all processes, because a new token may end the one before. One of them
 * requests a new token, under a claim in its row; the others wait for it. What cannot be read or claimed was not sent.
 */
export function shareToken(deps: TokenDeps, owner: TokenOwner): SharedToken {
  const account = owner.id;
  const usable = (stored: StoredToken | null, refused: Secret | null): GrantedToken | null => {
    const sealed = stored?.token ?? null;
    const opened = sealed === null ? null : openToken(deps.sealer, owner, sealed);
    if (opened === null || opened.renewAt <= deps.now()) return null;
    return opened.value.reveal() === refused?.reveal() ? null : { ok: true, ...opened };
  };

  const isFree = (stored: StoredToken | null): boolean => {
    const claimedUntil = stored?.claimedUntil ?? 0;
    const now = deps.now();
    return claimedUntil <= now || claimedUntil > now + claimMs + clocksApartMs;
  };

  /** Null while another process has the claim. */
  async function requestAlone<Refused extends { ok: false }>(
    before: StoredToken | null,
    refused: Secret | null,
    request: () => Promise<GrantedToken | Refused>,
  ): Promise<GrantedToken | Refused | null> {
    const now = deps.now();
    const until = now + claimMs;
    const claim = { account, now, until, believedTo: until + clocksApartMs };
    const isNew = before === null;
    if (!(await deps.queue.commit((tx) => claimAccessToken(tx, claim, isNew)))) return null;
    let token: string | null = null;
    try {
      // Another process may have stored one before the claim.
      const stored = await accessTokenOf(deps.read, account);
      const known = usable(stored, refused);
      const answered = known ?? (await request());
      if (answered.ok) token = sealToken(deps.sealer, owner, answered);
      return answered;
    } finally {
      // Where that cannot be written, the claim runs out.
      const stored = deps.queue.commit((tx) => storeAccessToken(tx, { account, until, token }));
      await stored.catch(unlessUnavailable);
    }
  }

  return {
    async get(refused, request) {
      const until = performance.now() + longestWaitMs;
      for (;;) {
        const stored = await accessTokenOf(deps.read, account).catch(asNotSent);
        const known = usable(stored, refused);
        if (known !== null) return known;
        const answered = isFree(stored)
          ? await requestAlone(stored, refused, request).catch(asNotSent)
          : null;
        if (answered !== null) return answered;
        if (performance.now() > until) throw new NotSent('no access token from another process');
        await sleep(lookEveryMs);
      }
    },
  };
}

/** A process that is alone on its database ends the claims of those before it. */
export function endTokenClaims({ queue }: Pick<Deps, 'queue'>): Promise<void> {
  return queue.commit((tx) => endAccessTokenClaims(tx));
}

function unlessUnavailable(error: unknown): void {
  if (!(error instanceof UnavailableError)) throw error;
}

function asNotSent(error: unknown): never {
  if (error instanceof UnavailableError) throw new NotSent(`no access token: ${error.message}`);
  throw error;
}
