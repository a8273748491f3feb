import type { z } from 'zod';
import { createHttp } from '../http.ts';
import type { HttpResponse } from '../http.ts';
import { parseJson, stringifyJson } from '../json.ts';
import { NotSent, OutcomeUnknown } from '../provider.ts';
import type { Call, ConnectionTools } from '../provider.ts';
import type { VexoraConfig } from './config.ts';
import * as replies from './replies.ts';
import { sign, stringToSign } from './signature.ts';

/**
 * A request body. Every value is a string. Fields without a value are left out
 * (docs/providers/vexora.md#signed-values).
 */
export type Body = Readonly<Record<string, string>>;

export interface Accepted<Meaning> {
  ok: true;
  data: Meaning;
}

/** `code` 8000. Its meaning depends on the request (docs/providers/vexora.md#codes-of-answers). */
export interface Refusal {
  ok: false;
  code: string;
  message: string | null;
  /** Epoch milliseconds just before the request left. */
  queriedAt: number;
}

export type Answered<Meaning> = Promise<Accepted<Meaning> | Refusal>;

/** Turns a success into its meaning. If it throws, the outcome is unknown. `sentAt`: epoch milliseconds. */
export type Accept<Data, Meaning> = (data: Data, sentAt: number) => Meaning;

export type VexoraClient = ReturnType<typeof createVexoraClient>;

const longestMessage = 500;

/** One method for each endpoint, under Vexora's names. */
export function createVexoraClient(config: VexoraConfig, tools: ConnectionTools) {
  const { merchantNo, appSecret } = config;
  const { now } = tools;
  const http = createHttp({
    tools,
    redact: {
      headers: [],
      members: ['sign', 'firstname', 'lastname', 'address'],
      secrets: () => [appSecret.reveal()],
    },
  });

  const endpoint =
    <Data>(operation: string, schema: z.ZodType<Data>) =>
    <Meaning>(body: () => Body, call: Call, accept: Accept<Data, Meaning>): Answered<Meaning> =>
      http.send(
        {
          operation,
          method: 'POST',
          path: `/v1/vexora/${operation}`,
          headers: { 'content-type': 'application/json', merchantNo },
          body: stringifyJson(signed(body, appSecret.reveal(), now())),
        },
        call,
        (response) => readEnvelope(response, schema, accept),
      );

  return {
    checkout: endpoint('checkout', replies.created),
    disbursements: endpoint('disbursements', replies.created),
    queryPayInResult: endpoint('queryPayInResult', replies.queried),
    queryPayOutResult: endpoint('queryPayOutResult', replies.queried),
    queryBalance: endpoint('queryBalance', replies.balance),
    close: () => http.close(),
  };
}

/** Throws `NotSent` if the body cannot be made. */
function signed(make: () => Body, appSecret: string, now: number): Body {
  try {
    const body: Record<string, string> = { timestamp: String(now) };
    for (const [name, value] of Object.entries(make())) {
      // Half a surrogate pair has no UTF-8: the two sides would sign different bytes.
      if (value !== '') body[name] = value.toWellFormed();
    }
    return { ...body, sign: sign(stringToSign(Object.entries(body)), appSecret) };
  } catch (error) {
    throw new NotSent(error instanceof Error ? error.message : 'the request could not be made');
  }
}

/**
 * Answers are unsigned, and handled requests always get HTTP 200 (docs/providers/vexora.md#answers). Codes other than
 * 0000 and 8000 leave the outcome unknown; 5000 means exactly that (docs/providers/vexora.md#codes-of-answers).
 */
function readEnvelope<Data, Meaning>(
  { status, body, sentAt }: HttpResponse,
  schema: z.ZodType<Data>,
  accept: Accept<Data, Meaning>,
): Accepted<Meaning> | Refusal {
  if (status !== 200) throw new OutcomeUnknown(`HTTP ${status}`);
  const parsed = replies.envelope.safeParse(tryParse(body));
  if (!parsed.success) throw new OutcomeUnknown('no readable envelope');
  const { code, msg, success, data } = parsed.data;
  if (code === '8000') {
    const message = typeof msg === 'string' ? msg.slice(0, longestMessage) : null;
    return { ok: false, code, message, queriedAt: sentAt };
  }
  if (code !== '0000') throw new OutcomeUnknown(`code ${code.slice(0, 16)}`);
  if (success === false || success === 'false') {
    throw new OutcomeUnknown('code 0000 without success');
  }
  const read = schema.safeParse(data);
  if (!read.success) {
    const at = read.error.issues.map(({ path }) => path.join('.') || 'data').join(', ');
    throw new OutcomeUnknown(`unreadable answer: ${at}`);
  }
  try {
    return { ok: true, data: accept(read.data, sentAt) };
  } catch (error) {
    // An unreadable amount makes the whole answer unreadable. Keep the reason.
    throw error instanceof RangeError ? new OutcomeUnknown(error.message) : error;
  }
}

function tryParse(body: Buffer): unknown {
  try {
    return parseJson(body.toString('utf8'));
  } catch {
    return undefined;
  }
}
