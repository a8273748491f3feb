import type { IncomingHttpHeaders } from 'node:http';
import { canonicalForms } from '../../src/providers/nexapay/canonical-json.ts';
import { matchingForm, textOf } from '../../src/providers/nexapay/signature.ts';
import { isJsonObject, parseJson } from '../double/fields/json.ts';
import type { JsonObject } from '../double/fields/json.ts';
import type { Account, Platform, Replay } from './books.ts';
import { Fields, Refusal } from './fields.ts';

/** An authenticated request. */
export interface Received {
  account: Account;
  path: string;
  fields: Fields;
  /** Form J. */
  canonical: string;
}

/** The effect of a call, or of the call that it repeats. */
export interface Performed {
  data: object;
  /** Whether HTTP 500 is sent in place of the answer. */
  isLost: boolean;
  /** The bytes of the first answer, where the call is a repetition. */
  replay?: string;
}

/** Checks in the order 1001, 1002, 1004, 1003 (docs/providers/nexapay.md#codes). */
export function authenticate(
  platform: Platform,
  path: string,
  headers: IncomingHttpHeaders,
  body: Buffer | null,
): Received {
  const apiKey = headerOf(headers, 'api_key');
  const signature = headerOf(headers, 'signature');
  if (apiKey === '') throw new Refusal('1001', 'header api_key is missing');
  if (signature === '') throw new Refusal('1001', 'header signature is missing');
  const account = platform.accounts.get(apiKey);
  if (account === undefined) throw new Refusal('1002', 'unknown api_key');
  const { text, members } = readObject(body);
  if (matchingForm(account.key, text, signature) === null) {
    throw new Refusal('1003', 'signature mismatch');
  }
  return { account, path, fields: new Fields(members), canonical: canonicalForms(text).j };
}

function headerOf(headers: IncomingHttpHeaders, name: string): string {
  const value = headers[name];
  return typeof value === 'string' ? value.trim() : '';
}

function readObject(body: Buffer | null): { text: string; members: JsonObject } {
  if (body === null) throw new Refusal('1004', 'the body is too large');
  let text: string;
  let parsed: ReturnType<typeof parseJson>;
  try {
    text = textOf(body);
    parsed = parseJson(text);
  } catch {
    throw new Refusal('1004', 'the body is not valid JSON');
  }
  const { value, repeated } = parsed;
  if (!isJsonObject(value)) throw new Refusal('1004', 'the body is not a JSON object');
  if (repeated !== null) throw new Refusal('1004', `${repeated} is repeated`);
  return { text, members: value };
}

/**
 * Refuses a merchant that is missing, mistyped or not exactly the account's pair (docs/providers/nexapay.md#codes).
 * Missing or mistyped is 1005.
 */
export function checkMerchant(account: Account, fields: Fields): void {
  const merchantId = fields.text('merchantId', { max: 32 });
  const subMerchantId = fields.text('subMerchantId', { max: 32 });
  const { credentials } = account;
  if (merchantId !== credentials.merchantId || subMerchantId !== credentials.subMerchantId) {
    throw new Refusal('1008', 'the merchant is not bound to this api_key');
  }
}

/**
 * Answers a repeated request with the same key with the first successful answer (docs/providers/nexapay.md#repetition).
 */
export function once(
  replays: Map<string, Replay>,
  key: string,
  { path, canonical }: Received,
  perform: () => Performed,
): Performed {
  const known = replays.get(key);
  if (known === undefined) {
    const done = perform();
    replays.set(key, { path, canonical, answer: success(done.data) });
    return done;
  }
  if (known.path === path && known.canonical === canonical) {
    return { data: {}, isLost: false, replay: known.answer };
  }
  throw new Refusal('1010', 'the request number was used for something else');
}

/**
 * Compact JSON, with members in the documented order and non-ASCII characters unescaped
 * (docs/providers/nexapay.md#answers).
 */
export function success(data: object): string {
  return JSON.stringify({ code: '0', msg: '成功', data, succ: true });
}

export function failure({ code, message }: Refusal): string {
  return JSON.stringify({ code, msg: message, data: null, succ: false });
}
