import type { z } from 'zod';
import { createHttp } from '../http.ts';
import type { HttpResponse } from '../http.ts';
import { parseJson, stringifyJson } from '../json.ts';
import { OutcomeUnknown } from '../provider.ts';
import type { Call, ConnectionTools } from '../provider.ts';
import { canonicalForms } from './canonical-json.ts';
import type { NexapayConfig } from './config.ts';
import * as replies from './replies.ts';
import { matchingForm, sign, signingKey, textOf } from './signature.ts';

/** A request body. Only strings, whole numbers and objects: for these both canonical forms are the same. */
export interface Body {
  [member: string]: string | number | Body | undefined;
}

export interface Accepted<Meaning> {
  ok: true;
  data: Meaning;
}

export interface Refusal {
  ok: false;
  code: string;
  message: string | null;
  /** Epoch milliseconds just before the request left. */
  queriedAt: number;
}

/** Turns a believable success into its meaning. If it throws a RangeError, the outcome is unknown. */
export type Accept<Data, Meaning> = (data: Data) => Meaning;

interface Endpoint<Data> {
  operation: string;
  path: string;
  schema: z.ZodType<Data>;
}

/** Assumed (docs/providers/nexapay.md#answers). */
const readTimeoutMs = 30_000;
const connectTimeoutMs = 5_000;
/** "System error" is not a refusal: it may have come after the effect. */
const systemError = '9999';
const longestMessage = 500;

export type NexapayClient = ReturnType<typeof createNexapayClient>;

/** One method for each endpoint, under the provider's names. Each throws `NotSent` or `OutcomeUnknown`. */
export function createNexapayClient(config: NexapayConfig, tools: ConnectionTools) {
  const { apiKey, secretKey } = config;
  const key = signingKey(secretKey.reveal());
  const http = createHttp({
    tools,
    timeoutMs: readTimeoutMs,
    connectTimeoutMs,
    redact: {
      headers: ['api_key', 'signature'],
      members: ['secret_key'],
      secrets: () => [apiKey.reveal(), secretKey.reveal()],
    },
  });

  const endpoint =
    <Data>(operation: string, path: string, schema: z.ZodType<Data>) =>
    <Meaning>(
      body: Body,
      call: Call,
      accept: Accept<Data, Meaning>,
    ): Promise<Accepted<Meaning> | Refusal> => {
      const outgoing = {
        operation,
        method: 'POST',
        path,
        // The signed bytes are the sent bytes (docs/providers/nexapay.md#signatures).
        body: canonicalForms(stringifyJson(body)).j,
        headers: { api_key: apiKey.reveal(), 'content-type': 'application/json; charset=UTF-8' },
        sign: (exact: { body: Buffer }) => ({ signature: sign(key, exact.body) }),
      } as const;
      return http.send(outgoing, call, (response) => {
        verifyResponse(response, key);
        return readEnvelope(response, { operation, path, schema }, accept);
      });
    };

  return {
    pay: endpoint('createOrder', '/api/v1/directPay', replies.createdPayment),
    createCashierOrder: endpoint(
      'createCashierOrder',
      '/api/v1/directPay/order/create',
      replies.cashierOrder,
    ),
    queryPayment: endpoint('queryOrder', '/api/v1/directPay/query', replies.payment),
    refund: endpoint('createRefund', '/api/v1/directPay/refund', replies.refund),
    queryRefund: endpoint('queryRefund', '/api/v1/directPay/refund/query', replies.refund),
    close: () => http.close(),
  };
}

/** An answer may be unsigned, but not wrongly signed (docs/providers/nexapay.md#signatures-of-answers). */
function verifyResponse({ headers, body }: HttpResponse, key: ReturnType<typeof signingKey>): void {
  const signature = headers.get('signature');
  if (signature === null) return;
  let form: unknown = null;
  try {
    form = matchingForm(key, textOf(body), signature.trim());
  } catch {
    // Not a JSON object: no signature can match.
  }
  if (form === null) throw new OutcomeUnknown('a wrong response signature');
}

/** Only HTTP 200 with a consistent envelope is an answer (docs/providers/nexapay.md#answers). */
function readEnvelope<Data, Meaning>(
  { status, body, sentAt: queriedAt }: HttpResponse,
  { schema }: Endpoint<Data>,
  accept: Accept<Data, Meaning>,
): Accepted<Meaning> | Refusal {
  if (status !== 200) throw new OutcomeUnknown(`HTTP ${status}`);
  const parsed = replies.envelope.safeParse(tryParse(body));
  if (!parsed.success) throw new OutcomeUnknown('no readable envelope');
  const { code, msg, data, succ } = parsed.data;
  if (succ !== (code === '0')) throw new OutcomeUnknown(`code ${code} with succ ${succ}`);
  if (code === systemError) throw new OutcomeUnknown('a system error');
  if (!succ) {
    const message = typeof msg === 'string' ? msg.slice(0, longestMessage) : null;
    return { ok: false, code, message, queriedAt };
  }
  const read = schema.safeParse(data);
  if (!read.success) {
    const at = read.error.issues.map(({ path }) => path.join('.') || 'data').join(', ');
    throw new OutcomeUnknown(`unreadable answer: ${at}`);
  }
  try {
    return { ok: true, data: accept(read.data) };
  } catch (error) {
    throw error instanceof RangeError ? new OutcomeUnknown(error.message) : error;
  }
}

function tryParse(body: Buffer): unknown {
  try {
    return parseJson(textOf(body));
  } catch {
    return undefined;
  }
}
