import { JsonNumber, isJsonObject } from '../double/fields/json.ts';
import type { JsonObject, JsonValue } from '../double/fields/json.ts';

/** All codes are answered with HTTP 200 (docs/providers/nexapay.md#codes). */
export type Code =
  | '1001'
  | '1002'
  | '1003'
  | '1004'
  | '1005'
  | '1006'
  | '1007'
  | '1008'
  | '1009'
  | '1010'
  | '1011'
  | '1012'
  | '1013'
  | '1014'
  | '9999';

/** A call that is answered with a failure and has no effect. */
export class Refusal extends Error {
  readonly code: Code;

  constructor(code: Code, message: string) {
    super(message);
    this.name = 'Refusal';
    this.code = code;
  }
}

/** The format of merchants' own numbers. */
export const identifier = /^[A-Za-z0-9_-]{1,64}$/;

interface TextRule {
  max?: number;
  pattern?: RegExp;
}

/** The members of a request. Null counts as absent, and unknown members are ignored. */
export class Fields {
  readonly #members: JsonObject;
  readonly #prefix: string;

  constructor(members: JsonObject, prefix = '') {
    this.#members = members;
    this.#prefix = prefix;
  }

  text(name: string, rule: TextRule = {}): string {
    return this.#required(name, this.optionalText(name, rule));
  }

  optionalText(name: string, { max, pattern }: TextRule = {}): string | null {
    const value = this.#get(name);
    if (value === null) return null;
    if (typeof value !== 'string') throw this.#invalid(name, 'must be a string');
    if (value === '') throw this.#invalid(name, 'must not be empty');
    if (max !== undefined && Array.from(value).length > max) {
      throw this.#invalid(name, `must have at most ${max} characters`);
    }
    if (pattern !== undefined && !pattern.test(value)) throw this.#invalid(name, 'is malformed');
    return value;
  }

  url(name: string): string {
    return this.#required(name, this.optionalUrl(name));
  }

  optionalUrl(name: string): string | null {
    const value = this.optionalText(name, { max: 255 });
    if (value === null || URL.canParse(value)) return value;
    throw this.#invalid(name, 'must be an absolute URL');
  }

  /** A decimal string in reais, as centavos. */
  centavos(name: string): bigint {
    const text = this.text(name, { pattern: /^\d{1,13}(\.\d{1,2})?$/ });
    const [whole = '', fraction = ''] = text.split('.');
    return BigInt(whole + fraction.padEnd(2, '0'));
  }

  integer(name: string): number {
    const value = this.#required(name, this.#get(name));
    if (value instanceof JsonNumber && /^-?\d+$/.test(value.lexeme)) return Number(value.lexeme);
    throw this.#invalid(name, 'must be an integer');
  }

  object(name: string): Fields {
    const value = this.#required(name, this.#get(name));
    if (isJsonObject(value)) return new Fields(value, `${this.#prefix}${name}.`);
    throw this.#invalid(name, 'must be an object');
  }

  refuse(name: string, message: string): Refusal {
    return this.#invalid(name, message);
  }

  #get(name: string): JsonValue {
    return this.#members.get(name) ?? null;
  }

  #required<T>(name: string, value: T | null): T {
    if (value === null) throw this.#invalid(name, 'is required');
    return value;
  }

  #invalid(name: string, message: string): Refusal {
    return new Refusal('1005', `${this.#prefix}${name} ${message}`);
  }
}
