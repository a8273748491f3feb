import type { Secret } from '../../domain/secret.ts';
import type { RateLimiter } from '../egress.ts';
import { NotSent, OutcomeUnknown } from '../provider.ts';
import type { Call, ConnectionTools, GrantedToken, SharedToken } from '../provider.ts';
import type { Answered, Refusal } from './answer.ts';
import type { Sender } from './endpoints.ts';

/** An access token as a provider grants it. */
export interface Granted {
  value: Secret;
  expiresInMs: number;
}

interface AccessToken {
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

const renewBeforeMs = 60_000;
/** HTTP statuses that refuse the credentials, or the address from which they are used. */
const refusingStatuses: readonly number[] = [200, 400, 401, 403];

/** The token of a connection that shares it with nobody. */
const own: SharedToken = { get: (_refused, request) => request() };

/**
 * There is one token request at a time, and all callers of all processes share it: at some providers a new token
 * invalidates the one before.
 */
export function createAccessTokens(
  grant: (call: Call) => Promise<Answered<Granted>>,
  {
    now,
    monotonic = () => performance.now(),
    sharedToken = own,
  }: Pick<ConnectionTools, 'now' | 'monotonic' | 'sharedToken'>,
): AccessTokens {
  let token: AccessToken | null = null;
  let pending: Promise<AccessToken | Refusal> | null = null;

  async function request(call: Call): Promise<GrantedToken | Refusal> {
    const requestedAt = now();
    try {
      const answered = await grant(call);
      if (answered.ok) {
        const { value, expiresInMs } = answered.data;
        return { ok: true, value, renewAt: requestedAt + expiresInMs - renewBeforeMs };
      }
      if (refusingStatuses.includes(answered.status)) return answered;
      throw new NotSent(`no access token: HTTP ${answered.status}`);
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

/**
 * A rate limiter, and how long a request may wait for it. A call takes up to four requests: one for a token, one with
 * it, and both again if the token was refused. The last one leaves within twice this time or not at all.
 */
export interface Pace {
  limiter: RateLimiter;
  longestWaitMs: number;
}

/** Sends requests for tokens, as SEND: a send may wait for a token that a query requested first. */
export const tokenSender = (sender: Sender, { limiter, longestWaitMs }: Pace): Sender => ({
  async send(outgoing, { record }, read) {
    await limiter.acquire('SEND', performance.now() + longestWaitMs);
    return sender.send(outgoing, { record }, read);
  },
});

/** Sends with an access token; if it was refused, once more with a new one. */
export const authorizedSender = (
  sender: Sender,
  tokens: AccessTokens,
  { limiter, longestWaitMs }: Pace,
): Sender => ({
  async send(outgoing, call, read) {
    const leaveBy = performance.now() + 2 * longestWaitMs;
    const sendWith = async (token: AccessToken) => {
      await limiter.acquire(call.priority ?? 'SEND', leaveBy);
      const headers = { ...outgoing.headers, Authorization: `Bearer ${token.value.reveal()}` };
      return sender.send({ ...outgoing, headers }, call, read);
    };
    const token = await tokens.get(call);
    if (!token.ok) return unauthorized(token);
    const answered = await sendWith(token);
    if (answered.ok || answered.status !== 401) return answered;
    const renewed = await tokens.replace(token, call);
    return renewed.ok ? sendWith(renewed) : unauthorized(renewed);
  },
});

/** Turns any refusal of the token call into a 401: to callers it means that the credentials were refused. */
const unauthorized = (refusal: Refusal): Refusal => ({ ...refusal, status: 401 });
