import type { Principal } from '../../domain/principal.ts';

/**
 * Credentials that were valid a moment ago: finding them here saves their digests and a read. Nothing stays longer than
 * a second, so a key that another process revokes is valid for a second at most. This process revokes at once.
 */
export interface KnownCredentials {
  /** The principal; null where it is not known here. */
  find(authorization: string): Principal | null;
  /** Call it before the credentials are looked up. Pass what it returns to `add`. */
  begin(): number;
  /** Does nothing where all were forgotten since `begin`: the look-up may have found a key as it was before. */
  add(authorization: string, principal: Principal, begun: number): void;
  /** A key was revoked. */
  forget(): void;
}

const longestMs = 1000;
const most = 2000;

/** `monotonic`, `now`: in milliseconds. */
export function createKnownCredentials(
  monotonic: () => number,
  now: () => number,
): KnownCredentials {
  const known = new Map<string, Principal>();
  let emptied = 0;
  let emptiedAt = -Infinity;
  const forget = (): void => {
    emptied += 1;
    known.clear();
  };
  return {
    find(authorization) {
      const at = monotonic();
      if (at - emptiedAt >= longestMs) {
        forget();
        emptiedAt = at;
      }
      const principal = known.get(authorization) ?? null;
      const isExpired = principal?.kind === 'CLIENT' && now() >= principal.expiresAt;
      return isExpired ? null : principal;
    },
    begin: () => emptied,
    add(authorization, principal, begun) {
      if (begun === emptied && known.size < most) known.set(authorization, principal);
    },
    forget,
  };
}
