import { isLoopbackName } from '../double/http/http.ts';
import type { JsonObject, JsonValue } from '../double/fields/json.ts';
import { isJsonObject, parseJson } from '../double/fields/json.ts';
import type { Currency } from './books.ts';
import { CURRENCIES } from './books.ts';
import { Refusal, invalidParameter } from './refusal.ts';

/**
 * The members of a request. Unknown members are ignored, and null counts as absent
 * (docs/providers/examplepay.md#amounts-and-lengths).
 */
export class Fields {
  readonly #members: JsonObject;
  /** "payer." for the members of `payer`. */
  readonly #prefix: string;

  constructor(members: JsonObject, prefix = '') {
    this.#members = members;
    this.#prefix = prefix;
  }

  #value(name: string): JsonValue {
    return this.#members.get(name) ?? null;
  }

  refuse(name: string): Refusal {
    return invalidParameter(this.#prefix + name);
  }

  /** A text of 1 to `max` characters (not bytes). */
  text(name: string, max: number, pattern?: RegExp): string {
    const value = this.optionalText(name, max, pattern);
    if (value === null || value === '') throw this.refuse(name);
    return value;
  }

  optionalText(name: string, max: number, pattern?: RegExp): string | null {
    const value = this.#value(name);
    if (value === null) return null;
    if (typeof value !== 'string' || Array.from(value).length > max) throw this.refuse(name);
    if (pattern !== undefined && !pattern.test(value)) throw this.refuse(name);
    return value;
  }

  object(name: string): Fields {
    const found = this.optionalObject(name);
    if (found === null) throw this.refuse(name);
    return found;
  }

  optionalObject(name: string): Fields | null {
    const value = this.#value(name);
    if (value === null) return null;
    if (!isJsonObject(value)) throw this.refuse(name);
    return new Fields(value, `${this.#prefix}${name}.`);
  }

  /**
   * Hundredths, from a string with exactly two decimals, above zero
   * (docs/providers/examplepay.md#amounts-and-lengths).
   */
  amount(name: string): bigint {
    const text = this.text(name, 18, /^(?:0|[1-9]\d{0,14})\.\d{2}$/);
    const cents = BigInt(text.replace('.', ''));
    if (cents === 0n) throw this.refuse(name);
    return cents;
  }

  /** Absolute, https, or http to loopback (docs/providers/examplepay.md#the-life-of-a-payment). */
  url(name: string, { fragment }: { fragment: boolean }): string {
    const text = this.text(name, 255);
    if (!URL.canParse(text)) throw this.refuse(name);
    const { protocol, hostname } = new URL(text);
    const isSafe = protocol === 'https:' || (protocol === 'http:' && isLoopbackName(hostname));
    if (!isSafe || (!fragment && text.includes('#'))) throw this.refuse(name);
    return text;
  }

  /** Exactly one of two members. An empty one counts as absent (docs/providers/examplepay.md#payments). */
  eitherOf<A extends string, B extends string>(
    [a, longestA]: readonly [A, number],
    [b, longestB]: readonly [B, number],
  ): { by: A | B; number: string } {
    const [first, second] = [this.optionalText(a, longestA), this.optionalText(b, longestB)];
    if (first === null && second !== null && second !== '') return { by: b, number: second };
    if (second !== null || first === null || first === '') throw this.refuse(a);
    return { by: a, number: first };
  }

  /** 1 to 50 of them (docs/providers/examplepay.md#balance). */
  texts(name: string): string[] {
    const value = this.#value(name);
    if (!Array.isArray(value) || value.length === 0 || value.length > 50) throw this.refuse(name);
    return value.map((item: JsonValue) => {
      if (typeof item !== 'string') throw this.refuse(name);
      return item;
    });
  }
}

/**
 * Reads a body that is exactly one JSON object in valid UTF-8 without a repeated member
 * (docs/providers/examplepay.md#one-object-and-no-more).
 */
export function readFields(body: Buffer): Fields {
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(body);
    const { value, repeated } = parseJson(text);
    if (isJsonObject(value) && repeated === null) return new Fields(value);
  } catch {
    // The refusal below is the answer to everything that is not such an object.
  }
  throw new Refusal('Common.InvalidJson', 'the body is not a JSON object');
}

export function currencyOf(code: string): Currency {
  const found = CURRENCIES.find((currency) => currency === code);
  if (found === undefined) throw new Refusal('Common.UnsupportedCurrency', `no ${code}`);
  return found;
}
