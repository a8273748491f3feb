import { randomBytes } from 'node:crypto';
import type { z } from 'zod';
import { createHttp } from '../http.ts';
import type { HttpResponse, ExactRequest } from '../http.ts';
import { parseJsonObject, stringifyJson } from '../json.ts';
import { OutcomeUnknown } from '../provider.ts';
import type { Call, ConnectionTools } from '../provider.ts';
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

export interface Accepted<Data> {
  ok: true;
  data: Data;
}

/** A believable refusal. */
export interface Refusal {
  ok: false;
  /** HTTP status. */
  status: number;
  code: string | null;
  message: string | null;
  /** Epoch milliseconds just before the request left. */
  queriedAt: number;
}

/** A request body. Members that are undefined are not sent. */
export type Body = Record<string, unknown>;

/** Turns a success into its meaning. If it throws, the outcome is unknown: a contradicting answer proves nothing. */
export type Accept<Data, Meaning> = (data: Data) => Meaning;

interface Endpoint<Data> {
  operation: string;
  path: string;
  schema: z.ZodType<Data>;
}

/** Assumed (docs/providers/examplepay.md#answers). */
const timeoutMs = 30_000;
const connectTimeoutMs = 5_000;
const longestMessage = 500;

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

/** One method for each endpoint, under the provider's names. */
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

  const post =
    <Data>(operation: string, path: string, schema: z.ZodType<Data>) =>
    <Meaning>(
      body: Body,
      call: Call,
      accept: Accept<Data, Meaning>,
    ): Promise<Accepted<Meaning> | Refusal> => {
      const outgoing = {
        operation,
        method: 'POST' as const,
        path: pathPrefix + path,
        body: stringifyJson(body),
        headers: { 'content-type': 'application/json', 'user-agent': 'paygraph/1.0' },
        sign: authorization,
      };
      return http.send(outgoing, call, (response) => {
        const read = readAnswer(response, { operation, path, schema }, verify);
        return read.ok ? { ok: true, data: orUnknown(() => accept(read.data)) } : read;
      });
    };

  return {
    createPayment: post('createPayment', '/payment/create', replies.createdPayment),
    queryPayment: post('queryPayment', '/payment/query', replies.payment),
    closePayment: post('closePayment', '/payment/close', replies.closedPayment),
    createRefund: post('createRefund', '/refund/create', replies.createdRefund),
    queryRefund: post('queryRefund', '/refund/query', replies.refund),
    createPayout: post('createPayout', '/payout/create', replies.createdPayout),
    queryPayout: post('queryPayout', '/payout/query', replies.payout),
    queryBalance: post('queryBalance', '/balance/query', replies.balances),
    close: () => http.close(),
  };
}

/**
 * Judges HTTP status and `code` together (docs/providers/examplepay.md#answers). Throws an `OutcomeUnknown` for an
 * answer that proves nothing.
 */
function readAnswer<Data>(
  response: HttpResponse,
  { schema }: Endpoint<Data>,
  verify: (response: HttpResponse) => void,
): Accepted<Data> | Refusal {
  const { status, sentAt: queriedAt, body } = response;
  if (refusingStatuses.has(status)) {
    const { code = null, errorMessage = null } = envelopeOf(body) ?? {};
    return { ok: false, status, code, message: cut(errorMessage), queriedAt };
  }
  if (status !== 200) throw new OutcomeUnknown(`HTTP ${status}`);
  verify(response);
  const envelope = envelopeOf(body);
  if (envelope === null) throw new OutcomeUnknown('no readable envelope');
  const { code, errorMessage = null, data } = envelope;
  if (code !== 'OK') return { ok: false, status, code, message: cut(errorMessage), queriedAt };
  const read = schema.safeParse(data);
  if (read.success) return { ok: true, data: read.data };
  const at = read.error.issues.map(({ path }) => path.join('.') || 'data').join(', ');
  throw new OutcomeUnknown(`unreadable answer: ${at}`);
}

/** Null unless the body is exactly one object (docs/providers/examplepay.md#one-object-and-no-more). */
function envelopeOf(body: Buffer): z.infer<typeof replies.envelope> | null {
  try {
    return replies.envelope.parse(parseJsonObject(body));
  } catch {
    return null;
  }
}

const cut = (message: string | null): string | null => message?.slice(0, longestMessage) ?? null;

/** An unreadable amount makes the whole answer unreadable. Keeps the reason. */
function orUnknown<Meaning>(accept: () => Meaning): Meaning {
  try {
    return accept();
  } catch (error) {
    throw error instanceof RangeError ? new OutcomeUnknown(error.message) : error;
  }
}
