import type { z } from 'zod';
import { Secret } from '../../domain/secret.ts';
import { createHttp } from '../http.ts';
import type { HttpResponse } from '../http.ts';
import { stringifyJson } from '../json.ts';
import { createRateLimiter } from '../egress.ts';
import { authorizedSender, createAccessTokens, tokenSender } from '../kit/access-token.ts';
import type { AccessTokens } from '../kit/access-token.ts';
import { tryParseJson } from '../kit/answer.ts';
import type { Envelope } from '../kit/answer.ts';
import { endpointsOf } from '../kit/endpoints.ts';
import type { Sender } from '../kit/endpoints.ts';
import { OutcomeUnknown } from '../provider.ts';
import type { ConnectionTools } from '../provider.ts';
import type { Body, GatewayConfig, ResponseSigning } from './brand.ts';
import * as replies from './replies.ts';
import { exchangeStringToSign, isFresh, sign, signatureMatches, signingKey } from './signature.ts';

/** The provider states no rate limit; the client limits itself (docs/providers/stablecoin-gateway.md#calls). */
const requestsPerSecond = 10;
/**
 * A request that would wait longer than this for the rate limiter is rejected at once. With its own timeout (15 s), a
 * call has ended before its send is given up for lost (60 s).
 */
const longestWaitMs = 15_000;

export type GatewayClient = ReturnType<typeof createClient>;

/** One endpoint for each call, under the gateway's names. Both brands have the same. */
export function createClient(
  config: GatewayConfig,
  responseSigning: ResponseSigning,
  tools: ConnectionTools,
) {
  const { apiKey, apiSecret, signKey } = config;
  const http = createHttp({
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
      secrets: () =>
        [apiKey, apiSecret, signKey, tokens.current()].map((secret) => secret?.reveal() ?? ''),
    },
  });
  const { limits = {} } = tools;
  const longest = limits.longestWaitMs ?? longestWaitMs;
  const perSecond = limits.requestsPerSecond ?? requestsPerSecond;
  const limiter = createRateLimiter(perSecond, longest, tools.processes);
  const pace = { limiter, longestWaitMs: longest };
  const tokens = tokensOf(config, tokenSender(http, pace), tools);
  const sender = authorizedSender(http, tokens, pace);
  return {
    ...endpoints(sender, config, responseSigning, tools),
    close: () => http.close(),
  };
}

/** A new token invalidates the previous one (docs/providers/stablecoin-gateway.md#access-token). */
function tokensOf(
  { apiKey, apiSecret }: GatewayConfig,
  sender: Sender,
  tools: ConnectionTools,
): AccessTokens {
  const getAccessToken = endpointsOf<null>(sender, {
    write({ path }) {
      const query = new URLSearchParams({ grant_type: 'client_credentials' });
      query.set('api_key', apiKey.reveal());
      query.set('api_secret', apiSecret.reveal());
      return { path: `${path}?${query.toString()}` };
    },
    read: (response) => readEnvelope(response, () => undefined),
  })('getAccessToken', 'POST', '/user/auth/oauth2/token', replies.accessToken);
  return createAccessTokens(
    (call) =>
      getAccessToken(null, call, ({ access_token: value, expires_in: seconds }) => ({
        value: new Secret(value),
        expiresInMs: seconds * 1000,
      })),
    tools,
  );
}

/** docs/providers/stablecoin-gateway.md#calls */
function endpoints(
  sender: Sender,
  { signKey }: GatewayConfig,
  responseSigning: ResponseSigning,
  { now }: ConnectionTools,
) {
  const key = signingKey(signKey.reveal());
  const { queryPrefix } = responseSigning;
  const at = endpointsOf<{ query: string } | { body: Body }>(sender, {
    write: ({ path }, sent) => ({
      ...('query' in sent
        ? { path: `${path}?${sent.query}` }
        : {
            path,
            body: stringifyJson(sent.body),
            headers: { 'content-type': 'application/json' },
          }),
      sign({ method, target, body }) {
        const timestamp = String(now());
        const stringToSign = exchangeStringToSign({ method, timestamp, target, body, queryPrefix });
        return { SIGNATURE: sign(key, stringToSign), TIMESTAMP: timestamp };
      },
    }),
    read: (response) =>
      readEnvelope(response, () => verifyResponse(response, key, responseSigning, now())),
  });
  const post = <Data>(operation: string, path: string, schema: z.ZodType<Data>) =>
    at(operation, 'POST', `/checkout/${path}`, schema);
  const get = <Data>(operation: string, path: string, schema: z.ZodType<Data>) =>
    at(operation, 'GET', `/checkout/${path}`, schema);
  return {
    createOrder: post('createOrder', 'order/create', replies.createdOrder),
    cancelOrder: get('cancelOrder', 'order/cancel', replies.canceled),
    getOrderInfo: get('getOrderInfo', 'order/info', replies.order),
    getOrderList: post('getOrderList', 'order/list', replies.page),
    createRefund: post('createRefund', 'refund/create', replies.refund),
    cancelRefund: get('cancelRefund', 'refund/cancel', replies.canceled),
    getRefundInfo: get('getRefundInfo', 'refund/info', replies.refund),
    getRefundList: post('getRefundList', 'refund/list', replies.page),
    createSettlement: post('createSettlement', 'settlement/create', replies.settlement),
    createFiatSettlement: post(
      'createFiatSettlement',
      'settlement/create-fiat',
      replies.settlement,
    ),
    cancelSettlement: get('cancelSettlement', 'settlement/cancel', replies.canceled),
    getSettlementInfo: get('getSettlementInfo', 'settlement/info', replies.settlement),
    getSettlementList: post('getSettlementList', 'settlement/list', replies.page),
    getAbnormalPaymentList: post('getAbnormalPaymentList', 'abnormal-payment/list', replies.page),
    createAbnormalPaymentRefund: post(
      'createAbnormalPaymentRefund',
      'abnormal-payment/refund',
      replies.refund,
    ),
  };
}

/**
 * Reads a success, which must be signed and readable, or a refusal, which may be unsigned
 * (docs/providers/stablecoin-gateway.md#answer-signatures). Throws `OutcomeUnknown`.
 */
function readEnvelope({ status, body }: HttpResponse, verify: () => void): Envelope {
  const parsed = replies.envelope.safeParse(tryParseJson(body));
  if (!parsed.success) {
    // A proxy in front of the API may answer 401 with a body of its own: the status alone counts.
    if (status === 401) return { ok: false, code: null };
    throw new OutcomeUnknown(`HTTP ${status} without a readable envelope`);
  }
  const { retcode: code, retmsg: message, retdata: data } = parsed.data;
  if (code !== '200') {
    if (!isBelievableRefusal(status)) throw new OutcomeUnknown(`HTTP ${status} with ${code}`);
    return { ok: false, code, message };
  }
  if (status !== 200) throw new OutcomeUnknown(`HTTP ${status} with the envelope of a success`);
  verify();
  return { ok: true, data };
}

/** 408 is no refusal: the server only gave up waiting. */
function isBelievableRefusal(status: number): boolean {
  return status === 200 || (status >= 400 && status < 500 && status !== 408);
}

/** Throws `OutcomeUnknown`. Header names differ by brand (docs/providers/stablecoin-gateway.md#answer-signatures). */
function verifyResponse(
  { request, headers, body }: HttpResponse,
  key: ReturnType<typeof signingKey>,
  { signatureHeaders, timestampHeaders, queryPrefix }: ResponseSigning,
  now: number,
): void {
  const valuesOf = (names: readonly string[]) => names.flatMap((name) => headers.get(name) ?? []);
  const [signature, ...others] = valuesOf(signatureHeaders);
  if (signature === undefined) throw new OutcomeUnknown('a success without a signature');
  if (others.some((other) => other !== signature)) throw new OutcomeUnknown('two signatures');
  const [timestamp = request.headers['TIMESTAMP'] ?? ''] = valuesOf(timestampHeaders);
  if (!isFresh(timestamp, now)) throw new OutcomeUnknown('a stale response');
  const { method, target } = request;
  const stringToSign = exchangeStringToSign({ method, timestamp, target, body, queryPrefix });
  if (!signatureMatches(key, stringToSign, signature)) {
    throw new OutcomeUnknown('a wrong response signature');
  }
}
