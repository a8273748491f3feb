import { createHttp } from '../http.ts';
import type { HttpResponse } from '../http.ts';
import { stringifyJson } from '../json.ts';
import { tryParseJson } from '../kit/answer.ts';
import type { Envelope } from '../kit/answer.ts';
import { endpointsOf } from '../kit/endpoints.ts';
import type { Protocol } from '../kit/endpoints.ts';
import { OutcomeUnknown } from '../provider.ts';
import type { ConnectionTools } from '../provider.ts';
import { canonicalForms } from './canonical-json.ts';
import type { NexapayConfig } from './config.ts';
import * as replies from './replies.ts';
import { matchingForm, sign, signingKey, textOf } from './signature.ts';

/** A request body. Only strings, whole numbers and objects: for these both canonical forms are the same. */
export interface Body {
  [member: string]: string | number | Body | undefined;
}

/** Assumed (docs/providers/nexapay.md#answers). */
const timeoutMs = 30_000;
const connectTimeoutMs = 5_000;
/** "System error" is not a refusal: it may have come after the effect. */
const systemError = '9999';

export type NexapayClient = ReturnType<typeof createClient>;

/** One endpoint for each call of the provider. */
export function createClient({ apiKey, secretKey }: NexapayConfig, tools: ConnectionTools) {
  const key = signingKey(secretKey.reveal());
  const http = createHttp({
    tools,
    timeoutMs,
    connectTimeoutMs,
    redact: {
      headers: ['api_key', 'signature'],
      members: ['secret_key'],
      secrets: () => [apiKey.reveal(), secretKey.reveal()],
    },
  });
  const protocol: Protocol<Body> = {
    write: ({ path }, body) => ({
      path: `/api/v1/directPay${path}`,
      // The signed bytes are the sent bytes (docs/providers/nexapay.md#signatures).
      body: canonicalForms(stringifyJson(body)).j,
      headers: { api_key: apiKey.reveal(), 'content-type': 'application/json; charset=UTF-8' },
      sign: (exact) => ({ signature: sign(key, exact.body) }),
    }),
    read(response) {
      verifyResponse(response, key);
      return readEnvelope(response);
    },
  };
  const at = endpointsOf(http, protocol);
  return {
    pay: at('createOrder', 'POST', '', replies.createdPayment),
    createCashierOrder: at('createCashierOrder', 'POST', '/order/create', replies.cashierOrder),
    queryPayment: at('queryOrder', 'POST', '/query', replies.payment),
    refund: at('createRefund', 'POST', '/refund', replies.refund),
    queryRefund: at('queryRefund', 'POST', '/refund/query', replies.refund),
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
function readEnvelope({ status, body }: HttpResponse): Envelope {
  if (status !== 200) throw new OutcomeUnknown(`HTTP ${status}`);
  const parsed = replies.envelope.safeParse(tryParseJson(body, textOf));
  if (!parsed.success) throw new OutcomeUnknown('no readable envelope');
  const { code, msg, data, succ } = parsed.data;
  if (succ !== (code === '0')) throw new OutcomeUnknown(`code ${code} with succ ${succ}`);
  if (code === systemError) throw new OutcomeUnknown('a system error');
  return succ ? { ok: true, data } : { ok: false, code, message: msg };
}
