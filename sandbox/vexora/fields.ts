import { isIP } from 'node:net';
import { sign, stringToSign } from '../../src/providers/vexora/signature.ts';
import { compare, decimal, parseDecimal } from '../double/fields/decimal.ts';
import type { Decimal } from '../double/fields/decimal.ts';
import type { JsonValue, ParsedJson } from '../double/fields/json.ts';
import { isJsonObject, JsonNumber, parseJson } from '../double/fields/json.ts';
import type { Form } from './countries.ts';
import { invalid, Refusal, required } from './refusal.ts';

/** The fields of a call by name, each as the text that was signed. Empty fields count as absent. */
export type Fields = ReadonlyMap<string, string>;

/** Throws a Refusal where the body is not a JSON object. */
export function readBody(body: Buffer): ReadonlyMap<string, JsonValue> {
  let parsed: ParsedJson;
  try {
    parsed = parseJson(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(body));
  } catch {
    throw new Refusal('request format error');
  }
  if (!isJsonObject(parsed.value) || parsed.repeated !== null) {
    throw new Refusal('request format error');
  }
  return parsed.value;
}

/**
 * Refuses values that have more than one rendering for the signature (docs/providers/vexora.md#signed-values), and a
 * wrong signature.
 */
export function verifiedFields(members: ReadonlyMap<string, JsonValue>, appSecret: string): Fields {
  const fields = new Map([...members].map(([name, value]) => [name, textOf(name, value)]));
  const expected = sign(stringToSign(fields), appSecret);
  if (fields.get('sign') !== expected) throw new Refusal('sign error');
  return new Map([...fields].filter(([, value]) => value !== ''));
}

function textOf(name: string, value: JsonValue): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'boolean') return String(value);
  if (value instanceof JsonNumber && /^-?\d+$/.test(value.lexeme)) return value.lexeme;
  throw invalid(name);
}

export function checkTimestamp(fields: Fields): void {
  const timestamp = fields.get('timestamp');
  if (timestamp === undefined) throw required('timestamp');
  if (!/^\d{13}$/.test(timestamp)) throw invalid('timestamp');
}

/**
 * Checks required fields, then conditional ones, then formats. The first failure is the answer
 * (docs/providers/vexora.md#checks-of-the-sandbox).
 */
export function checkForm(fields: Fields, form: Form): void {
  const channel = fields.get('channelCode') ?? '';
  const conditional = Object.hasOwn(form.conditional, channel) ? form.conditional[channel] : [];
  for (const name of [...form.required, ...(conditional ?? [])]) {
    if (!fields.has(name)) throw required(name);
  }
  for (const [name, pattern] of Object.entries(form.formats)) {
    const value = fields.get(name);
    if (value !== undefined && !pattern.test(value)) throw invalid(name);
  }
  const ipAddress = fields.get('ipAddress');
  if (ipAddress !== undefined && isIP(ipAddress) === 0) throw invalid('ipAddress');
  if (compare(amountOf(fields), decimal(form.least)) < 0) throw invalid('amount');
}

export function amountOf(fields: Fields): Decimal {
  const amount = parseDecimal(fields.get('amount') ?? '');
  if (amount === null || amount.units <= 0n) throw invalid('amount');
  return amount;
}

/** The `tradeNo` of a query. */
export function tradeNoOf(fields: Fields): string {
  const tradeNo = fields.get('tradeNo');
  if (tradeNo === undefined) throw required('tradeNo');
  return tradeNo;
}
