import { matchingForm } from '../../src/providers/nexapay/signature.ts';
import { Fields, isJsonObject, Refusal } from '../double/index.ts';
import type { Api, Exchange, JsonObject, Problem } from '../double/index.ts';
import { createOrder } from './new-order.ts';
import * as payments from './payments.ts';
import { keyOf } from './platform.ts';
import type { NexapayAccount, NexapayPlatform } from './platform.ts';
import * as refunds from './refunds.ts';

export type Operation =
  'createOrder' | 'createCashierOrder' | 'queryOrder' | 'createRefund' | 'queryRefund';

/** The codes of problems. All are answered with HTTP 200 (docs/providers/nexapay.md#codes). */
const codes: Readonly<Record<Problem['kind'], string>> = {
  missing: '1005',
  invalid: '1005',
  unknown: '1005',
  used: '1010',
  absent: '1011',
  state: '9999',
};

export const api: Api<NexapayPlatform, Operation> = {
  base: /^\/api\/v1\/directPay/,
  calls: {
    createOrder: { path: '', perform: createOrder('direct') },
    createCashierOrder: { path: '/order/create', perform: createOrder('hosted') },
    queryOrder: { path: '/query', perform: payments.query },
    createRefund: { path: '/refund', perform: refunds.create },
    queryRefund: { path: '/refund/query', perform: refunds.query },
  },
  admit({ mediaType }) {
    if (mediaType !== 'application/json') {
      throw new Refusal('9999', 'application/json only', 415);
    }
  },
  authenticate,
  // Null counts as absent, and unknown members are ignored.
  fields: (_, exchange) => new Fields(membersOf(exchange), { isAbsent: (value) => value === null }),
  /**
   * Compact JSON, with members in the documented order and non-ASCII characters unescaped
   * (docs/providers/nexapay.md#answers).
   */
  success: (_, data) => JSON.stringify({ code: '0', msg: '成功', data, succ: true }),
  successCode: '0',
  failure: (_, { code, message }) =>
    JSON.stringify({ code, msg: message, data: null, succ: false }),
  refusalOf({ kind, subject, message }) {
    // The number of an order, in place of that of the request.
    return new Refusal(subject === 'orderId' && kind === 'used' ? '1009' : codes[kind], message);
  },
  refusals: {
    unknownPath: new Refusal('9999', 'unknown path', 404),
    wrongMethod: new Refusal('9999', 'POST only', 405),
    systemError: new Refusal('9999', 'system error', 500),
  },
  contentType: 'application/json;charset=UTF-8',
  // Answers are not signed. A client must ignore a signature that is there all the same.
  spoil: (answer) => ({ ...answer, headers: { ...answer.headers, signature: 'A'.repeat(44) } }),
  unreadable: '{"code":"0","msg":"成功","data":{"payStatus":',
};

/** Checks in the order 1001, 1002, 1004, 1003 (docs/providers/nexapay.md#codes). */
function authenticate(platform: NexapayPlatform, exchange: Exchange): NexapayAccount {
  const apiKey = exchange.header('api_key');
  const signature = exchange.header('signature');
  if (apiKey === '') throw new Refusal('1001', 'header api_key is missing');
  if (signature === '') throw new Refusal('1001', 'header signature is missing');
  const account = platform.accounts.get(apiKey);
  if (account === undefined) throw new Refusal('1002', 'unknown api_key');
  membersOf(exchange);
  if (matchingForm(keyOf(account), exchange.text, signature) === null) {
    throw new Refusal('1003', 'signature mismatch');
  }
  return account;
}

function membersOf(exchange: Exchange): JsonObject {
  if (exchange.isTooLarge) throw new Refusal('1004', 'the body is too large');
  const { value, repeated } = jsonOf(exchange);
  if (!isJsonObject(value)) throw new Refusal('1004', 'the body is not a JSON object');
  if (repeated !== null) throw new Refusal('1004', `${repeated} is repeated`);
  return value;
}

function jsonOf(exchange: Exchange): Exchange['json'] {
  try {
    return exchange.json;
  } catch {
    throw new Refusal('1004', 'the body is not valid JSON');
  }
}
