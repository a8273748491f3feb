import type { KeyObject } from 'node:crypto';
import type { z } from 'zod';
import type { HttpResponse } from '../http.ts';
import { parseJson } from '../json.ts';
import { OutcomeUnknown } from '../provider.ts';
import type { ResponseSigning } from './brand.ts';
import { envelope } from './replies.ts';
import { exchangeStringToSign, signatureMatches } from './signature.ts';

export interface Accepted<Data> {
  ok: true;
  data: Data;
}

export interface Refusal {
  ok: false;
  /** HTTP status. */
  status: number;
  code: string | null;
  message: string | null;
  /** Epoch milliseconds just before the request left. */
  queriedAt: number;
}

/** Milliseconds in both directions, ends included (docs/providers/stablecoin-gateway.md#request-signatures). */
export const windowMs = 120_000;

const longestMessage = 500;

export interface Reading<Data> {
  schema: z.ZodType<Data>;
  /** Throws an `OutcomeUnknown` with the reason if a success is not rightly signed. */
  verify: (response: HttpResponse) => void;
}

/**
 * Reads a success, which must be signed and readable, or a refusal, which may be unsigned
 * (docs/providers/stablecoin-gateway.md#answer-signatures). Throws `OutcomeUnknown`.
 */
export function readEnvelope<Data>(
  response: HttpResponse,
  { schema, verify }: Reading<Data>,
): Accepted<Data> | Refusal {
  const { status, sentAt: queriedAt } = response;
  const parsed = envelope.safeParse(tryParse(response.body));
  if (!parsed.success) {
    // A proxy in front of the API may answer 401 with a body of its own: the status alone counts.
    if (status === 401) return { ok: false, status, code: null, message: null, queriedAt };
    throw new OutcomeUnknown(`HTTP ${status} without a readable envelope`);
  }
  const { retcode: code, retmsg, retdata } = parsed.data;
  if (code !== '200') {
    if (!isBelievableRefusal(status)) throw new OutcomeUnknown(`HTTP ${status} with ${code}`);
    const message = typeof retmsg === 'string' ? retmsg.slice(0, longestMessage) : null;
    return { ok: false, status, code, message, queriedAt };
  }
  if (status !== 200) throw new OutcomeUnknown(`HTTP ${status} with the envelope of a success`);
  verify(response);
  const data = schema.safeParse(retdata);
  if (!data.success) {
    const at = data.error.issues.map(({ path }) => path.join('.') || 'retdata').join(', ');
    throw new OutcomeUnknown(`unreadable answer: ${at}`);
  }
  return { ok: true, data: data.data };
}

function tryParse(body: Buffer): unknown {
  try {
    return parseJson(body.toString('utf8'));
  } catch {
    return undefined;
  }
}

/** 408 is no refusal: the server only gave up waiting. */
function isBelievableRefusal(status: number): boolean {
  return status === 200 || (status >= 400 && status < 500 && status !== 408);
}

/** Throws `OutcomeUnknown`. Header names differ by brand (docs/providers/stablecoin-gateway.md#answer-signatures). */
export function verifyResponse(
  response: HttpResponse,
  key: KeyObject,
  responseSigning: ResponseSigning,
  now: number,
): void {
  const { request, headers, body } = response;
  const signatures = responseSigning.signatureHeaders.flatMap((name) => headers.get(name) ?? []);
  const [signature] = signatures;
  if (signature === undefined) throw new OutcomeUnknown('a success without a signature');
  if (signatures.some((other) => other !== signature)) throw new OutcomeUnknown('two signatures');
  const timestamp =
    responseSigning.timestampHeaders
      .map((name) => headers.get(name))
      .find((value) => value !== null) ??
    request.headers['TIMESTAMP'] ??
    '';
  if (!isFresh(timestamp, now)) throw new OutcomeUnknown('a stale response');
  const { method, target } = request;
  const { queryPrefix } = responseSigning;
  const stringToSign = exchangeStringToSign({ method, timestamp, target, body, queryPrefix });
  if (!signatureMatches(key, stringToSign, signature)) {
    throw new OutcomeUnknown('a wrong response signature');
  }
}

/** Whether `timestamp` (epoch milliseconds in decimal digits) is within the window around `now`. */
export function isFresh(timestamp: string, now: number): boolean {
  return /^\d{1,15}$/.test(timestamp) && Math.abs(now - Number(timestamp)) <= windowMs;
}
