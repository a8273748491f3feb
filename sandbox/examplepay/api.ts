import { randomBytes } from 'node:crypto';
import {
  isFresh,
  readAuthorization,
  sign,
  signatureMatches,
  writeAuthorization,
} from '../../src/providers/examplepay/signature.ts';
import { derived, Fields, isJsonObject } from '../double/index.ts';
import type { Answer, AnswerContext, Api, Exchange, Problem } from '../double/index.ts';
import { closePayment, createPayment, queryPayment } from './payments.ts';
import { createPayout, queryBalance, queryPayout } from './payouts.ts';
import { refused } from './platform.ts';
import type { ExamplepayAccount, ExamplepayPlatform } from './platform.ts';
import { createRefund, queryRefund } from './refunds.ts';

export type Operation =
  | 'createPayment'
  | 'queryPayment'
  | 'closePayment'
  | 'createRefund'
  | 'queryRefund'
  | 'createPayout'
  | 'queryPayout'
  | 'queryBalance';

/** docs/providers/examplepay.md#checks-of-a-signature */
const nonceLifetimeMs = 600_000;

const unauthorized = (reason: string) => refused('Common.Unauthorized', reason);

export const api: Api<ExamplepayPlatform, Operation> = {
  // The documentation shows both.
  base: /^(?:\/pg)?\/v2/,
  calls: {
    createPayment: { path: '/payment/create', perform: createPayment },
    queryPayment: { path: '/payment/query', perform: queryPayment },
    closePayment: { path: '/payment/close', perform: closePayment },
    createRefund: { path: '/refund/create', perform: createRefund },
    queryRefund: { path: '/refund/query', perform: queryRefund },
    createPayout: { path: '/payout/create', perform: createPayout },
    queryPayout: { path: '/payout/query', perform: queryPayout },
    queryBalance: { path: '/balance/query', perform: queryBalance },
  },
  admit(exchange) {
    const json = /^application\/json(?:\s*;\s*charset="?utf-8"?)?$/i;
    if (!json.test(exchange.header('content-type'))) {
      throw refused('Common.UnsupportedMediaType', 'application/json only');
    }
    if (exchange.header('user-agent') === '') throw refused('Common.Forbidden', 'no User-Agent');
  },
  authenticate,
  fields: (_, exchange) => readFields(exchange),
  success: (_, data) => JSON.stringify({ code: 'OK', errorMessage: null, data }),
  successCode: 'OK',
  failure: (_, { code, message }) => JSON.stringify({ code, errorMessage: message, data: null }),
  refusalOf({ kind, subject, message }: Problem) {
    if (kind === 'used') return refused('Common.DuplicateOrder', message);
    if (kind === 'absent') return refused('Common.OrderNotFound', message);
    return refused('Common.InvalidParameter', `invalid parameter: ${subject}`);
  },
  refusals: {
    unknownPath: refused('Common.NotFound', 'unknown path'),
    wrongMethod: refused('Common.MethodNotAllowed', 'POST only'),
    systemError: refused('Common.SystemError', 'system error'),
    expired: unauthorized('the credentials have expired'),
  },
  sign: signed,
  spoil(answer) {
    const authorization = readAuthorization(String(answer.headers['authorization']));
    if (authorization === null) return answer;
    const wrong = withFirstDigitChanged(authorization.sign);
    return withAuthorization(answer, { ...authorization, sign: wrong });
  },
  unreadable: '{"code":"OK","errorMessage":null,"data":{"paymentNo":',
};

/** By app and nonce: when each was received, oldest first. */
const noncesOf = derived<ExamplepayPlatform, Map<string, number>>(() => new Map());

/** Checks in the order of docs/providers/examplepay.md#checks-of-a-signature. */
function authenticate(
  platform: ExamplepayPlatform,
  { method, path, body, headers }: Exchange,
  now: number,
): ExamplepayAccount {
  const authorization = readAuthorization(headers.authorization);
  if (authorization === null) throw unauthorized('Authorization is missing or malformed');
  const account = platform.accounts.get(authorization.appId);
  if (account === undefined) throw unauthorized('unknown appId');
  if (!isFresh(authorization.timestamp, now)) throw unauthorized('timestamp is out of the window');
  const nonces = noncesOf(platform);
  forgetOld(nonces, now);
  const seen = `${authorization.appId} ${authorization.nonce}`;
  if (nonces.has(seen)) throw unauthorized('nonce was used before');
  // The signature is over the public address, not over the Host header.
  const url = platform.baseUrl + path;
  const message = { ...account.credentials, ...authorization, method, url, body };
  if (!signatureMatches(message, authorization.sign)) throw unauthorized('wrong signature');
  nonces.set(seen, now);
  return account;
}

function forgetOld(nonces: Map<string, number>, now: number): void {
  for (const [seen, at] of nonces) {
    if (now - at < nonceLifetimeMs) return;
    nonces.delete(seen);
  }
}

/**
 * Reads a body that is exactly one JSON object in valid UTF-8 without a repeated member
 * (docs/providers/examplepay.md#one-object-and-no-more). Unknown members are ignored, and null counts as absent
 * (docs/providers/examplepay.md#amounts-and-lengths).
 */
function readFields(exchange: Exchange): Fields {
  try {
    const { value, repeated } = exchange.json;
    if (isJsonObject(value) && repeated === null) {
      return new Fields(value, { isAbsent: (member) => member === null });
    }
  } catch {
    // The refusal below is the answer to everything that is not such an object.
  }
  throw refused('Common.InvalidJson', 'the body is not a JSON object');
}

/**
 * Signs an answer over the method and address of the request, with its own nonce. Only answers with HTTP 200 are
 * signed (docs/providers/examplepay.md#signed-answers).
 */
function signed(
  platform: ExamplepayPlatform,
  answer: Answer,
  { exchange, account }: AnswerContext<ExamplepayPlatform>,
): Answer {
  if (answer.status !== 200 || account === null) return answer;
  const { method, path } = exchange;
  const timestamp = String(platform.clock.now());
  const nonce = randomBytes(16).toString('hex').toUpperCase();
  const url = platform.baseUrl + path;
  const { credentials } = account;
  const signature = sign({ ...credentials, method, url, timestamp, nonce, body: answer.body });
  const { appId } = credentials;
  return withAuthorization(answer, { appId, sign: signature, timestamp, nonce });
}

const withAuthorization = (
  answer: Answer,
  authorization: Parameters<typeof writeAuthorization>[0],
): Answer => ({
  ...answer,
  headers: { ...answer.headers, authorization: writeAuthorization(authorization) },
});

const withFirstDigitChanged = (signature: string): string =>
  (signature.startsWith('a') ? 'b' : 'a') + signature.slice(1);
