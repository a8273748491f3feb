import pThrottle from 'p-throttle';
import type { z } from 'zod';
import { createHttp } from '../http.ts';
import type { Answer, OutgoingRequest } from '../http.ts';
import { stringifyJson } from '../json.ts';
import type { Call, ConnectionTools } from '../provider.ts';
import { createAccessTokens } from './access-token.ts';
import type { AccessToken } from './access-token.ts';
import type { Body, GatewayConfig, Wire } from './brand.ts';
import { readEnvelope, verifyResponse } from './envelope.ts';
import type { Accepted, Refusal } from './envelope.ts';
import * as replies from './replies.ts';
import { exchangeStringToSign, sign, signingKey } from './signature.ts';

/**
 * What a believable success means. Runs while the answer is being judged: a throw makes it an
 * `OutcomeUnknown`, for an answer that contradicts the question proves nothing.
 */
export type Accept<Data, Meaning> = (data: Data, sentAt: number) => Meaning;
type Answered<Meaning> = Promise<Accepted<Meaning> | Refusal>;

interface Endpoint<Data> {
  operation: string;
  method: 'GET' | 'POST';
  path: string;
  schema: z.ZodType<Data>;
}

/** Section 7, with the methods and paths of both specifications. */
const endpoints = {
  createOrder: post('createOrder', '/checkout/order/create', replies.createdOrder),
  cancelOrder: get('cancelOrder', '/checkout/order/cancel', replies.canceled),
  getOrderInfo: get('getOrderInfo', '/checkout/order/info', replies.order),
  getOrderList: post('getOrderList', '/checkout/order/list', replies.page),
  createRefund: post('createRefund', '/checkout/refund/create', replies.refund),
  cancelRefund: get('cancelRefund', '/checkout/refund/cancel', replies.canceled),
  getRefundInfo: get('getRefundInfo', '/checkout/refund/info', replies.refund),
  getRefundList: post('getRefundList', '/checkout/refund/list', replies.page),
  createSettlement: post('createSettlement', '/checkout/settlement/create', replies.settlement),
  createFiatSettlement: post(
    'createFiatSettlement',
    '/checkout/settlement/create-fiat',
    replies.settlement,
  ),
  cancelSettlement: get('cancelSettlement', '/checkout/settlement/cancel', replies.canceled),
  getSettlementInfo: get('getSettlementInfo', '/checkout/settlement/info', replies.settlement),
  getSettlementList: post('getSettlementList', '/checkout/settlement/list', replies.page),
  getAbnormalPaymentList: post(
    'getAbnormalPaymentList',
    '/checkout/abnormal-payment/list',
    replies.page,
  ),
  createAbnormalPaymentRefund: post(
    'createAbnormalPaymentRefund',
    '/checkout/abnormal-payment/refund',
    replies.refund,
  ),
} as const;

function get<Data>(operation: string, path: string, schema: z.ZodType<Data>): Endpoint<Data> {
  return { operation, method: 'GET', path, schema };
}

function post<Data>(operation: string, path: string, schema: z.ZodType<Data>): Endpoint<Data> {
  return { operation, method: 'POST', path, schema };
}

/** Section 13, "rate limits": the provider has none, the client caps itself. */
const requestsPerSecond = 10;

export type GatewayClient = ReturnType<typeof createGatewayClient>;

/** One method for each endpoint, in the gateway's words. */
export function createGatewayClient(config: GatewayConfig, wire: Wire, tools: ConnectionTools) {
  const key = signingKey(config.signKey);
  const http = createHttp({
    baseUrl: tools.baseUrl,
    now: tools.now,
    ...(tools.limits?.timeoutMs === undefined ? {} : { timeoutMs: tools.limits.timeoutMs }),
    redact: {
      headers: ['authorization', 'signature'],
      members: ['api_key', 'api_secret', 'access_token', 'refresh_token'],
      secrets: () => [config.apiKey, config.apiSecret, config.signKey, tokens.current() ?? ''],
    },
  });
  const throttle = pThrottle({
    limit: tools.limits?.requestsPerSecond ?? requestsPerSecond,
    interval: 1000,
    strict: true,
  });
  const turn = throttle(() => Promise.resolve());
  const throttled: typeof http = {
    send: async (outgoing, call, read) => {
      await turn();
      return http.send(outgoing, call, read);
    },
    close: () => http.close(),
  };
  const tokens = createAccessTokens(throttled, config, tools.now);

  const verify = (answer: Answer): void => verifyResponse(answer, key, wire, tools.now());

  function signed(token: AccessToken): NonNullable<OutgoingRequest['sign']> {
    return ({ method, target, body }) => {
      const timestamp = String(tools.now());
      const { queryPrefix } = wire;
      const stringToSign = exchangeStringToSign({ method, timestamp, target, body, queryPrefix });
      return {
        Authorization: `Bearer ${token.value}`,
        SIGNATURE: sign(key, stringToSign),
        TIMESTAMP: timestamp,
      };
    };
  }

  /** Sends, and once more with a new token and a new signature where the token was refused. */
  async function exchange<Data, Meaning>(
    { operation, method, path, schema }: Endpoint<Data>,
    sent: { query: string } | { body: Body },
    call: Call,
    accept: Accept<Data, Meaning>,
  ): Answered<Meaning> {
    const payload =
      'body' in sent
        ? { path, body: stringifyJson(sent.body), headers: { 'content-type': 'application/json' } }
        : { path: `${path}?${sent.query}` };
    const once = (token: AccessToken): Answered<Meaning> => {
      const outgoing = { operation, method, ...payload, sign: signed(token) };
      return throttled.send(outgoing, call, (answer) => {
        const read = readEnvelope(answer, { schema, verify });
        return read.ok ? { ok: true, data: accept(read.data, answer.sentAt) } : read;
      });
    };
    const token = await tokens.get(call);
    if (!token.ok) return unauthorized(token);
    const answered = await once(token);
    if (answered.ok || answered.status !== 401) return answered;
    const renewed = await tokens.replace(token, call);
    return renewed.ok ? once(renewed) : unauthorized(renewed);
  }

  const ask =
    <Data>(endpoint: Endpoint<Data>, parameter: string) =>
    <Meaning>(number: string, call: Call, accept: Accept<Data, Meaning>): Answered<Meaning> =>
      exchange(endpoint, { query: `${parameter}=${encodeURIComponent(number)}` }, call, accept);
  const tell =
    <Data>(endpoint: Endpoint<Data>) =>
    <Meaning>(body: Body, call: Call, accept: Accept<Data, Meaning>): Answered<Meaning> =>
      exchange(endpoint, { body }, call, accept);

  return {
    createOrder: tell(endpoints.createOrder),
    cancelOrder: ask(endpoints.cancelOrder, 'orderNo'),
    getOrderInfo: ask(endpoints.getOrderInfo, 'orderNo'),
    getOrderList: tell(endpoints.getOrderList),
    createRefund: tell(endpoints.createRefund),
    cancelRefund: ask(endpoints.cancelRefund, 'refundOrderNo'),
    getRefundInfo: ask(endpoints.getRefundInfo, 'refundOrderNo'),
    getRefundList: tell(endpoints.getRefundList),
    createSettlement: tell(endpoints.createSettlement),
    createFiatSettlement: tell(endpoints.createFiatSettlement),
    cancelSettlement: ask(endpoints.cancelSettlement, 'settlementOrderNo'),
    getSettlementInfo: ask(endpoints.getSettlementInfo, 'settlementOrderNo'),
    getSettlementList: tell(endpoints.getSettlementList),
    getAbnormalPaymentList: tell(endpoints.getAbnormalPaymentList),
    createAbnormalPaymentRefund: tell(endpoints.createAbnormalPaymentRefund),
    close: () => throttled.close(),
  };
}

/** The credentials were refused, however the token call said so: the status 401 says it to all callers. */
function unauthorized(refusal: Refusal): Refusal {
  return { ...refusal, status: 401 };
}
