import { Secret } from '../../domain/secret.ts';
import type { ProviderHttp } from '../http.ts';
import { NotSent, OutcomeUnknown } from '../provider.ts';
import type { Call, ConnectionTools, GrantedToken, SharedToken } from '../provider.ts';
import type { GatewayConfig } from './brand.ts';
import { readEnvelope } from './envelope.ts';
import type { Refusal } from './envelope.ts';
import { accessToken } from './replies.ts';

export interface AccessToken {
  ok: true;
  value: Secret;
  /** Milliseconds of `monotonic` from which a new token is requested. */
  renewAt: number;
}

export interface AccessTokens {
  /** The connection's token, for masking; null before the first. */
  current(): Secret | null;
  /**
   * The cached token, or a new one, or a refusal if the credentials were refused. Throws `NotSent` if no token came
   * back: the request that needs it has not been sent.
   */
  get(call: Call): Promise<AccessToken | Refusal>;
  /** Replaces a token that was refused. Requests nothing if it has been replaced meanwhile. */
  replace(refused: AccessToken, call: Call): Promise<AccessToken | Refusal>;
}

const path = '/user/auth/oauth2/token';
const renewBeforeMs = 60_000;
/** HTTP statuses that refuse the credentials, or the address from which they are used. */
const refusingStatuses: readonly number[] = [200, 400, 401, 403];

/** The token of a connection that shares it with nobody. */
const own: SharedToken = { get: (_refused, request) => request() };

/**
 * A new token invalidates the previous one (docs/providers/stablecoin-gateway.md#access-token). So there is one token
 * request at a time, and all callers of all processes share it.
 */
export function createAccessTokens(
  http: ProviderHttp,
  { apiKey, apiSecret }: GatewayConfig,
  {
    now,
    monotonic = () => performance.now(),
    sharedToken = own,
  }: Pick<ConnectionTools, 'now' | 'monotonic' | 'sharedToken'>,
): AccessTokens {
  let token: AccessToken | null = null;
  let pending: Promise<AccessToken | Refusal> | null = null;

  async function request(call: Call): Promise<GrantedToken | Refusal> {
    const query = new URLSearchParams({ grant_type: 'client_credentials' });
    query.set('api_key', apiKey.reveal());
    query.set('api_secret', apiSecret.reveal());
    const requestedAt = now();
    const operation = 'getAccessToken';
    const outgoing = { operation, method: 'POST', path: `${path}?${query.toString()}` } as const;
    try {
      const answered = await http.send(outgoing, call, (response) => {
        const read = readEnvelope(response, { schema: accessToken, verify: () => undefined });
        if (!read.ok) return read;
        const { access_token: value, expires_in: seconds } = read.data;
        return {
          ok: true,
          value: new Secret(value),
          renewAt: requestedAt + seconds * 1000 - renewBeforeMs,
        } as const;
      });
      if (!answered.ok && !refusingStatuses.includes(answered.status)) {
        throw new NotSent(`no access token: HTTP ${answered.status}`);
      }
      return answered;
    } catch (error) {
      if (!(error instanceof OutcomeUnknown)) throw error;
      throw new NotSent(`no access token: ${error.message}`);
    }
  }

  async function obtain(refused: Secret | null, call: Call): Promise<AccessToken | Refusal> {
    try {
      const answered = await sharedToken.get(refused, () => request(call));
      if (!answered.ok) return answered;
      token = { ...answered, renewAt: monotonic() + answered.renewAt - now() };
      return token;
    } finally {
      pending = null;
    }
  }

  async function get(call: Call, refused: Secret | null = null): Promise<AccessToken | Refusal> {
    if (token !== null && monotonic() < token.renewAt) return token;
    pending ??= obtain(refused, call);
    return pending;
  }

  return {
    current: () => token?.value ?? null,
    get: (call) => get(call),
    async replace(refused, call) {
      if (token?.value.reveal() === refused.value.reveal()) token = null;
      return get(call, refused.value);
    },
  };
}
