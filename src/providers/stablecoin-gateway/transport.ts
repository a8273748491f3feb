import type { z } from 'zod';
import type { Secret } from '../../domain/secret.ts';
import { createHttp } from '../http.ts';
import type { OutgoingRequest, ProviderHttp } from '../http.ts';
import { stringifyJson } from '../json.ts';
import { createRateLimiter } from '../egress.ts';
import type { RateLimiter } from '../egress.ts';
import { OutcomeUnknown } from '../provider.ts';
import type { Call, ConnectionTools } from '../provider.ts';
import { createAccessTokens } from './access-token.ts';
import type { AccessToken } from './access-token.ts';
import type { Body, GatewayConfig, ResponseSigning } from './brand.ts';
import { readEnvelope, verifyResponse } from './envelope.ts';
import type { Accepted, Reading, Refusal } from './envelope.ts';
import { exchangeStringToSign, sign, signingKey } from './signature.ts';

export interface Endpoint<Data> {
  operation: string;
  method: 'GET' | 'POST';
  path: string;
  schema: z.ZodType<Data>;
}

/**
 * Turns a believable success into its meaning. If it throws, the outcome is unknown: an answer that contradicts the
 * request proves nothing.
 */
export type Accept<Data, Meaning> = (data: Data, sentAt: number) => Meaning;
export type Answered<Meaning> = Promise<Accepted<Meaning> | Refusal>;

export interface Transport {
  /** Sends; if the token was refused, sends once more with a new token and a new signature. */
  exchange<Data, Meaning>(
    endpoint: Endpoint<Data>,
    sent: { query: string } | { body: Body },
    call: Call,
    accept: Accept<Data, Meaning>,
  ): Answered<Meaning>;
  close(): Promise<void>;
}

/** The provider states no rate limit; the client limits itself (docs/providers/stablecoin-gateway.md#calls). */
const requestsPerSecond = 10;
/**
 * A request that would wait longer than this for the rate limiter is rejected at once. A call takes up to four
 * requests, each of which may wait: one for a token, one with it, and both again if the token was refused. The last
 * request leaves within twice this time or not at all. With its own timeout (15 s), the call has then ended before its
 * send is given up for lost (60 s).
 */
const longestWaitMs = 15_000;

export function openTransport(
  config: GatewayConfig,
  responseSigning: ResponseSigning,
  tools: ConnectionTools,
): Transport {
  const { queryPrefix } = responseSigning;
  const key = signingKey(config.signKey.reveal());
  const http = openHttp(config, tools, () => tokens.current());
  const { limits = {} } = tools;
  const { longestWaitMs: longest = longestWaitMs } = limits;
  const perSecond = limits.requestsPerSecond ?? requestsPerSecond;
  const rateLimiter = createRateLimiter(perSecond, longest, tools.processes);
  const tokens = createAccessTokens(rateLimited(http, rateLimiter, longest), config, tools);
  const verify: Reading<unknown>['verify'] = (response) =>
    verifyResponse(response, key, responseSigning, tools.now());

  function signed(token: AccessToken): NonNullable<OutgoingRequest['sign']> {
    return ({ method, target, body }) => {
      const timestamp = String(tools.now());
      const stringToSign = exchangeStringToSign({ method, timestamp, target, body, queryPrefix });
      return {
        Authorization: `Bearer ${token.value.reveal()}`,
        SIGNATURE: sign(key, stringToSign),
        TIMESTAMP: timestamp,
      };
    };
  }

  return {
    async exchange({ operation, method, path, schema }, sent, call, accept) {
      const payload = payloadOf(path, sent);
      const leaveBy = performance.now() + 2 * longest;
      const once = async (token: AccessToken) => {
        await rateLimiter.acquire(call.priority ?? 'SEND', leaveBy);
        const outgoing = { operation, method, ...payload, sign: signed(token) };
        return http.send(outgoing, call, (response) => {
          const read = readEnvelope(response, { schema, verify });
          if (!read.ok) return read;
          return { ok: true, data: orUnknown(() => accept(read.data, response.sentAt)) } as const;
        });
      };
      const token = await tokens.get(call);
      if (!token.ok) return unauthorized(token);
      const answered = await once(token);
      if (answered.ok || answered.status !== 401) return answered;
      const renewed = await tokens.replace(token, call);
      return renewed.ok ? once(renewed) : unauthorized(renewed);
    },
    close: () => http.close(),
  };
}

function openHttp(
  { apiKey, apiSecret, signKey }: GatewayConfig,
  tools: ConnectionTools,
  token: () => Secret | null,
): ProviderHttp {
  return createHttp({
    tools,
    redact: {
      headers: ['authorization', 'signature'],
      members: ['api_key', 'api_secret', 'access_token', 'refresh_token'],
      // The payer's address. The address of a settlement is the merchant's, not personal, and stays readable.
      membersOf: {
        createRefund: ['address'],
        getRefundInfo: ['address'],
        getRefundList: ['address'],
        createAbnormalPaymentRefund: ['address'],
      },
      secrets: () => [apiKey, apiSecret, signKey, token()].map((secret) => secret?.reveal() ?? ''),
    },
  });
}

/** Token requests go with the priority SEND: a send may wait for a token that a query requested first. */
function rateLimited(http: ProviderHttp, rateLimiter: RateLimiter, longest: number): ProviderHttp {
  return {
    async send(outgoing, { record }, read) {
      await rateLimiter.acquire('SEND', performance.now() + longest);
      return http.send(outgoing, { record }, read);
    },
    close: () => http.close(),
  };
}

function payloadOf(
  path: string,
  sent: { query: string } | { body: Body },
): Pick<OutgoingRequest, 'path' | 'body' | 'headers'> {
  if ('query' in sent) return { path: `${path}?${sent.query}` };
  return { path, body: stringifyJson(sent.body), headers: { 'content-type': 'application/json' } };
}

/** Turns any refusal of the token call into a 401: to callers it means that the credentials were refused. */
function unauthorized(refusal: Refusal): Refusal {
  return { ...refusal, status: 401 };
}

/** An unreadable amount or token makes the whole answer unreadable. Keeps the reason. */
function orUnknown<Meaning>(accept: () => Meaning): Meaning {
  try {
    return accept();
  } catch (error) {
    throw error instanceof RangeError ? new OutcomeUnknown(error.message) : error;
  }
}
