import { isIP } from 'node:net';
import { sign, stringToSign } from '../../src/providers/vexora/signature.ts';
import {
  compare,
  decimal,
  decimalField,
  Fields,
  invalid,
  isJsonObject,
  JsonNumber,
  text,
} from '../double/index.ts';
import type { Decimal, Exchange, JsonObject, JsonValue } from '../double/index.ts';
import type { Form } from './countries.ts';
import { refused } from './platform.ts';

/** Throws a Refusal where the body is not a JSON object. */
export function membersOf(exchange: Exchange): JsonObject {
  const { value, repeated } = jsonOf(exchange);
  if (!isJsonObject(value) || repeated !== null) throw formatError();
  return value;
}

function jsonOf(exchange: Exchange): Exchange['json'] {
  try {
    return exchange.json;
  } catch {
    throw formatError();
  }
}

export const formatError = () => refused('request format error');

/**
 * The fields of a call, each as the text that is signed. Refuses values that have more than one rendering
 * (docs/providers/vexora.md#signed-values). Empty fields count as absent.
 */
export function readFields(exchange: Exchange): Fields {
  return new Fields(textsOf(membersOf(exchange)), { isAbsent: (value) => value === '' });
}

const textsOf = (members: JsonObject): Map<string, string> =>
  new Map([...members].map(([name, value]) => [name, textOf(name, value)]));

function textOf(name: string, value: JsonValue): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'boolean') return String(value);
  if (value instanceof JsonNumber && /^-?\d+$/.test(value.lexeme)) return value.lexeme;
  throw invalid(name, 'has more than one rendering');
}

/** Refuses a wrong signature, and a time that is missing or malformed. */
export function checkSignature(members: JsonObject, appSecret: string): void {
  const texts = textsOf(members);
  if (texts.get('sign') !== sign(stringToSign(texts), appSecret)) throw refused('sign error');
  const fields = new Fields(texts, { isAbsent: (value) => value === '' });
  fields.required('timestamp', text({ pattern: /^\d{13}$/ }));
}

/**
 * Checks required fields, then conditional ones, then formats. The first failure is the answer
 * (docs/providers/vexora.md#checks-of-the-sandbox).
 */
export function checkForm(fields: Fields, form: Form): void {
  const channel = optionalText(fields, 'channelCode') ?? '';
  const conditional = Object.hasOwn(form.conditional, channel) ? form.conditional[channel] : [];
  for (const name of [...form.required, ...(conditional ?? [])]) {
    if (!fields.has(name)) throw fields.missing(name);
  }
  for (const [name, pattern] of Object.entries(form.formats)) {
    fields.optional(name, text({ pattern }));
  }
  const ipAddress = optionalText(fields, 'ipAddress');
  if (ipAddress !== null && isIP(ipAddress) === 0) {
    throw fields.invalid('ipAddress', 'is no IP address');
  }
  if (compare(amountOf(fields), decimal(form.least)) < 0) {
    throw fields.invalid('amount', 'is too low');
  }
}

export const optionalText = (fields: Fields, name: string): string | null =>
  fields.optional(name, text());

export const amountOf = (fields: Fields): Decimal =>
  fields.required('amount', decimalField({ pattern: /./, positive: true }));

export const tradeNoOf = (fields: Fields): string => fields.required('tradeNo', text());
