import { derived } from '../../double/index.ts';
import type { SandboxClock } from '../../double/index.ts';
import { newSecret } from '../assets.ts';
import type { StablecoinAccount, StablecoinPlatform } from '../platform.ts';

export type Grant = 'client-credentials' | 'password';

export interface IssuedToken {
  accessToken: string;
  /** Null for the password grant. */
  refreshToken: string | null;
}

interface LiveToken extends IssuedToken {
  account: StablecoinAccount;
  expiresAt: number;
  refreshExpiresAt: number;
}

/** Seconds (docs/providers/stablecoin-gateway.md#access-token). */
export const lifetimes = { clientCredentials: 21_600, refresh: 43_200, password: 1_800 } as const;
const tokenLength = 24;

/**
 * One valid token per key: a new one invalidates the old pair at once
 * (docs/providers/stablecoin-gateway.md#access-token).
 */
class AccessTokens {
  readonly #clock: SandboxClock;
  readonly #live = new Map<StablecoinAccount, LiveToken>();
  /** Accounts by token. Invalid tokens are included, so that the account of a call with one is known. */
  readonly #owners = new Map<string, StablecoinAccount>();

  constructor(clock: SandboxClock) {
    this.#clock = clock;
  }

  issue(account: StablecoinAccount, grant: Grant): IssuedToken {
    const now = this.#clock.now();
    const byPassword = grant === 'password';
    const lifetime = byPassword ? lifetimes.password : lifetimes.clientCredentials;
    const token: LiveToken = {
      account,
      accessToken: newSecret(tokenLength),
      refreshToken: byPassword ? null : newSecret(tokenLength),
      expiresAt: now + lifetime * 1000,
      refreshExpiresAt: now + lifetimes.refresh * 1000,
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

  ownerOf(accessToken: string): StablecoinAccount | null {
    return this.#owners.get(accessToken) ?? null;
  }

  isLive(account: StablecoinAccount, accessToken: string): boolean {
    const token = this.#live.get(account);
    return token?.accessToken === accessToken && this.#clock.now() < token.expiresAt;
  }
}

/** They are not stored: after a restart, new ones are requested. */
export const accessTokensOf = derived(({ clock }: StablecoinPlatform) => new AccessTokens(clock));
