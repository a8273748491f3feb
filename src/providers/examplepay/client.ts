import { randomBytes } from 'node:crypto';
import type { z } from 'zod';
import { createHttp } from '../http.ts';
import type { HttpResponse, ExactRequest } from '../http.ts';
import { parseJsonObject, stringifyJson } from '../json.ts';
import type { Envelope } from '../kit/answer.ts';
import { endpointsOf } from '../kit/endpoints.ts';
import type { Protocol } from '../kit/endpoints.ts';
import { OutcomeUnknown } from '../provider.ts';
import type { ConnectionTools } from '../provider.ts';
import type { ExamplepayConfig } from './config.ts';
import * as replies from './replies.ts';
import {
  isFresh,
  readAuthorization,
  sign,
  signatureMatches,
  urlToSign,
  writeAuthorization,
} from './signature.ts';

/** A request body. Members that are undefined are not sent. */
export type Body = Record<string, unknown>;

/** Assumed (docs/providers/examplepay.md#answers). */
const timeoutMs = 30_000;
const connectTimeoutMs = 5_000;

/**
 * Unsigned statuses which mean that nothing was done. Only 401 is documented
 * (docs/providers/examplepay.md#answers).
 */
const refusingStatuses: ReadonlySet<number> = new Set([401, 403, 404, 405, 415]);

/** Members with data of the payer and the payee. `type` and `mode` are not personal. */
const personal =
  'sign userId name email phone documentType document ip vpa payeeName payeePhone payeeEmail ' +
  'bankCode bankName accountNumber keyType key walletCode';

/** Signs requests and verifies the signatures of answers. */
function createSigning({ appId, appSecret: secret }: ExamplepayConfig, tools: ConnectionTools) {
  const { baseUrl, now } = tools;
  const addressOf = (target: string): string => urlToSign(new URL(target, baseUrl).href);

  function authorization({ method, target, body }: ExactRequest): Record<string, string> {
    const timestamp = String(now());
    const nonce = randomBytes(16).toString('hex');
    const url = addressOf(target);
    const appSecret = secret.reveal();
    const message = { appId, appSecret, method, url, timestamp, nonce, body };
    return { Authorization: writeAuthorization({ appId, sign: sign(message), timestamp, nonce }) };
  }

  /**
   * An answer must have a nonce of its own: otherwise our own request, sent back, would pass as a signed answer
   * (docs/providers/examplepay.md#signed-answers).
   */
  function verify({ request, headers, body }: HttpResponse): void {
    const credentials = readAuthorization(headers.get('authorization'));
    if (credentials === null) throw new OutcomeUnknown('an answer without a signature');
    const { timestamp, nonce } = credentials;
    if (credentials.appId !== appId) throw new OutcomeUnknown('an answer signed for another appId');
    if (!isFresh(timestamp, now())) throw new OutcomeUnknown('a stale answer');
    if (readAuthorization(request.headers['Authorization'])?.nonce === nonce) {
      throw new OutcomeUnknown("an answer with the request's own nonce");
    }
    const url = addressOf(request.target);
    const keys = { appId, appSecret: secret.reveal() };
    const message = { ...keys, method: request.method, url, timestamp, nonce, body };
    if (!signatureMatches(message, credentials.sign)) throw new OutcomeUnknown('a wrong signature');
  }

  return { authorization, verify };
}

export type ExamplepayClient = ReturnType<typeof createClient>;

/** One endpoint for each call, under the provider's names. */
export function createClient(config: ExamplepayConfig, tools: ConnectionTools) {
  const { appSecret, pathPrefix } = config;
  const http = createHttp({
    tools,
    timeoutMs,
    connectTimeoutMs,
    redact: {
      headers: ['authorization'],
      members: personal.split(' '),
      secrets: () => [appSecret.reveal()],
    },
  });
  const { authorization, verify } = createSigning(config, tools);
  const protocol: Protocol<Body> = {
    write: ({ path }, body) => ({
      path: pathPrefix + path,
      body: stringifyJson(body),
      headers: { 'content-type': 'application/json', 'user-agent': 'paygraph/1.0' },
      sign: authorization,
    }),
    read: (response) => readEnvelope(response, verify),
  };
  const at = endpointsOf(http, protocol);
  return {
    createPayment: at('createPayment', 'POST', '/payment/create', replies.createdPayment),
    queryPayment: at('queryPayment', 'POST', '/payment/query', replies.payment),
    closePayment: at('closePayment', 'POST', '/payment/close', replies.closedPayment),
    createRefund: at('createRefund', 'POST', '/refund/create', replies.createdRefund),
    queryRefund: at('queryRefund', 'POST', '/refund/query', replies.refund),
    createPayout: at('createPayout', 'POST', '/payout/create', replies.createdPayout),
    queryPayout: at('queryPayout', 'POST', '/payout/query', replies.payout),
    queryBalance: at('queryBalance', 'POST', '/balance/query', replies.balances),
    close: () => http.close(),
  };
}

/** Judges HTTP status and `code` together (docs/providers/examplepay.md#answers). */
function readEnvelope(response: HttpResponse, verify: (response: HttpResponse) => void): Envelope {
  const { status, body } = response;
  if (refusingStatuses.has(status)) {
    const { code = null, errorMessage } = envelopeOf(body) ?? {};
    return { ok: false, code, message: errorMessage };
  }
  if (status !== 200) throw new OutcomeUnknown(`HTTP ${status}`);
  verify(response);
  const envelope = envelopeOf(body);
  if (envelope === null) throw new OutcomeUnknown('no readable envelope');
  const { code, errorMessage, data } = envelope;
  return code === 'OK' ? { ok: true, data } : { ok: false, code, message: errorMessage };
}

/** Null unless the body is exactly one object (docs/providers/examplepay.md#one-object-and-no-more). */
function envelopeOf(body: Buffer): z.infer<typeof replies.envelope> | null {
  try {
    return replies.envelope.parse(parseJsonObject(body));
  } catch {
    return null;
  }
}
