import { createHttp } from '../http.ts';
import type { HttpResponse } from '../http.ts';
import { stringifyJson } from '../json.ts';
import { tryParseJson } from '../kit/answer.ts';
import type { Envelope } from '../kit/answer.ts';
import { endpointsOf } from '../kit/endpoints.ts';
import type { Protocol } from '../kit/endpoints.ts';
import { OutcomeUnknown } from '../provider.ts';
import type { ConnectionTools } from '../provider.ts';
import type { VexoraConfig } from './config.ts';
import * as replies from './replies.ts';
import { sign, stringToSign } from './signature.ts';

/**
 * A request body. Every value is a string. Fields without a value are left out
 * (docs/providers/vexora.md#signed-values).
 */
export type Body = Readonly<Record<string, string>>;

export type VexoraClient = ReturnType<typeof createClient>;

/** One endpoint for each call, under Vexora's names. */
export function createClient({ merchantNo, appSecret }: VexoraConfig, tools: ConnectionTools) {
  const http = createHttp({
    tools,
    redact: {
      headers: [],
      members: ['sign', 'address'],
      secrets: () => [appSecret.reveal()],
    },
  });
  const protocol: Protocol<Body> = {
    write: ({ path }, body) => ({
      path,
      headers: { 'content-type': 'application/json', merchantNo },
      body: stringifyJson(signed(body, appSecret.reveal(), tools.now())),
    }),
    read: readEnvelope,
  };
  const endpoints = endpointsOf(http, protocol);
  const at = <Data>(operation: string, schema: Parameters<typeof endpoints<Data>>[3]) =>
    endpoints(operation, 'POST', `/v1/vexora/${operation}`, schema);
  return {
    checkout: at('checkout', replies.created),
    disbursements: at('disbursements', replies.created),
    queryPayInResult: at('queryPayInResult', replies.queried),
    queryPayOutResult: at('queryPayOutResult', replies.queried),
    queryBalance: at('queryBalance', replies.balance),
    close: () => http.close(),
  };
}

function signed(fields: Body, appSecret: string, now: number): Body {
  const body: Record<string, string> = { timestamp: String(now) };
  for (const [name, value] of Object.entries(fields)) {
    // Half a surrogate pair has no UTF-8: the two sides would sign different bytes.
    if (value !== '') body[name] = value.toWellFormed();
  }
  return { ...body, sign: sign(stringToSign(Object.entries(body)), appSecret) };
}

/**
 * Answers are unsigned, and handled requests always get HTTP 200 (docs/providers/vexora.md#answers). Codes other than
 * 0000 and 8000 leave the outcome unknown; 5000 means exactly that (docs/providers/vexora.md#codes-of-answers).
 */
function readEnvelope({ status, body }: HttpResponse): Envelope {
  if (status !== 200) throw new OutcomeUnknown(`HTTP ${status}`);
  const parsed = replies.envelope.safeParse(tryParseJson(body));
  if (!parsed.success) throw new OutcomeUnknown('no readable envelope');
  const { code, msg, success, data } = parsed.data;
  if (code === '8000') return { ok: false, code, message: msg };
  if (code !== '0000') throw new OutcomeUnknown(`code ${code.slice(0, 16)}`);
  if (success === false || success === 'false') {
    throw new OutcomeUnknown('code 0000 without success');
  }
  return { ok: true, data };
}
