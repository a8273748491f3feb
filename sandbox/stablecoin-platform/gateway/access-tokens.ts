import type { SandboxClock } from '../../double/clock.ts';
import { newSecret } from '../assets.ts';
import type { Account } from '../books.ts';

export type Grant = 'client-credentials' | 'password';

export interface IssuedToken {
  accessToken: string;
  /** Null for the password grant. */
  refreshToken: string | null;
}

interface LiveToken extends IssuedToken {
  account: Account;
  expiresAt: number;
  refreshExpiresAt: number;
}

/** Seconds (docs/providers/stablecoin-gateway.md#access-token). */
export const LIFETIMES = { clientCredentials: 21_600, refresh: 43_200, password: 1_800 } as const;
const TOKEN_LENGTH = 24;

/**
 * One valid token per key: a new one invalidates the old pair at once
 * (docs/providers/stablecoin-gateway.md#access-token).
 */
export class AccessTokens {
  readonly #clock: SandboxClock;
  readonly #live = new Map<Account, LiveToken>();
  /** Accounts by token. Invalid tokens are included, so that the account of a call with one is known. */
  readonly #owners = new Map<string, Account>();

  constructor(clock: SandboxClock) {
    this.#clock = clock;
  }

  issue(account: Account, grant: Grant): IssuedToken {
    const now = this.#clock.now();
    const byPassword = grant === 'password';
    const lifetime = byPassword ? LIFETIMES.password : LIFETIMES.clientCredentials;
    const token: LiveToken = {
      account,
      accessToken: newSecret(TOKEN_LENGTH),
      refreshToken: byPassword ? null : newSecret(TOKEN_LENGTH),
      expiresAt: now + lifetime * 1000,
      refreshExpiresAt: now + LIFETIMES.refresh * 1000,
    };
    this.#live.set(account, token);
    this.#owners.set(token.accessToken, account);
    return token;
  }

  /** Null for a refresh token that is unknown, used, replaced or expired. */
  refresh(refreshToken: string): IssuedToken | null {
    const old = [...this.#live.values()].find((token) => token.refreshToken === refreshToken);
    if (old === undefined || this.#clock.now() >= old.refreshExpiresAt) return null;
    return this.issue(old.account, 'client-credentials');
  }

  ownerOf(accessToken: string): Account | null {
    return this.#owners.get(accessToken) ?? null;
  }

  isLive(account: Account, accessToken: string): boolean {
    const token = this.#live.get(account);
    return token?.accessToken === accessToken && this.#clock.now() < token.expiresAt;
  }
}
