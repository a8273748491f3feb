import type { Decimal } from '../double/fields/decimal.ts';
import { compare, decimal, parseDecimal, ZERO } from '../double/fields/decimal.ts';
import { JsonNumber } from '../double/fields/json.ts';
import type { JsonObject, JsonValue } from '../double/fields/json.ts';
import { chainOf, chainOfAddress, isKnownToken } from './assets.ts';
import { Refusal } from './refusal.ts';

/** Reads the value of a field or refuses it. `name` is for the message. */
export type FieldReader<T> = (value: JsonValue, name: string) => T;

/** The members of a request. Each is read once, and `end` refuses those that were not read. */
export class Fields {
  readonly #members: JsonObject;
  readonly #strict: boolean;
  readonly #read = new Set<string>();

  constructor(members: JsonObject, strict: boolean) {
    this.#members = members;
    this.#strict = strict;
  }

  required<T>(name: string, read: FieldReader<T>): T {
    this.#read.add(name);
    const value = this.#members.get(name);
    if (value === undefined) throw parameterError(`${name} is required`);
    return read(value, name);
  }

  optional<T>(name: string, read: FieldReader<T>): T | null {
    this.#read.add(name);
    const value = this.#members.get(name);
    if (value === undefined || (value === null && !this.#strict)) return null;
    return read(value, name);
  }

  end(): void {
    if (!this.#strict) return;
    const unknown = [...this.#members.keys()].find((name) => !this.#read.has(name));
    if (unknown !== undefined) throw parameterError(`unknown parameter ${unknown}`);
  }
}

export function parameterError(message: string): Refusal {
  return new Refusal('PARAMETER_ERROR', message);
}

const ORDER_AMOUNT = { min: decimal('0.01'), max: decimal('1000000') };
const TOKEN_DECIMALS = 6;
const PLAIN_DECIMAL = /^\d+(\.\d+)?$/;
const LOCAL_TIME = /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/;
/** Times without a zone are in Asia/Singapore (docs/providers/stablecoin-gateway.md#amounts-and-times). */
export const SINGAPORE_OFFSET_MS = 8 * 3_600_000;

export const businessNumber: FieldReader<string> = (value, name) => {
  if (typeof value !== 'string' || !/^[A-Za-z0-9]*$/.test(value)) {
    throw parameterError(`${name} must contain only letters and numbers`);
  }
  if (value === '' || value.length > 64) throw parameterError(`${name} must have 1-64 characters`);
  return value;
};

export const text: FieldReader<string> = (value, name) => {
  if (typeof value !== 'string') throw parameterError(`${name} must be a string`);
  return value;
};

/** A string of 1–64 characters. */
export const identifier: FieldReader<string> = (value, name) => {
  const parsed = text(value, name);
  const { length } = Array.from(parsed);
  if (length < 1 || length > 64) throw parameterError(`${name} must have 1-64 characters`);
  return parsed;
};

export const transactionHash: FieldReader<string> = (value, name) => {
  const parsed = text(value, name);
  if (!/^[0-9A-Za-z]{1,128}$/.test(parsed))
    throw parameterError(`${name} is not a transaction hash`);
  return parsed;
};

export const knownToken: FieldReader<string> = (value, name) => {
  const parsed = text(value, name);
  if (!isKnownToken(parsed)) throw parameterError(`${name} ${parsed} is not supported`);
  return parsed;
};

/**
 * USD, a JSON number of 0.01–1000000 with at most two decimals by value
 * (docs/providers/stablecoin-gateway.md#new-orders).
 */
export const orderAmount: FieldReader<Decimal> = (value, name) => {
  const amount = value instanceof JsonNumber ? parseDecimal(value.lexeme) : null;
  if (amount === null) throw parameterError(`${name} must be a number`);
  if (compare(amount, ORDER_AMOUNT.min) < 0 || compare(amount, ORDER_AMOUNT.max) > 0) {
    throw parameterError(`${name} must be between 0.01 and 1000000`);
  }
  if (amount.scale > 2) throw parameterError(`${name} must have at most 2 decimals`);
  return amount;
};

/**
 * Token units, a JSON number or a decimal string, above 0, at most six decimals
 * (docs/providers/stablecoin-gateway.md#amounts-and-times).
 */
export const tokenAmount: FieldReader<Decimal> = (value, name) => {
  const amount = decimalOf(value);
  if (amount === null) throw parameterError(`${name} must be a number or a decimal string`);
  if (compare(amount, ZERO) <= 0) throw parameterError(`${name} must be greater than 0`);
  if (amount.scale > TOKEN_DECIMALS) throw parameterError(`${name} must have at most 6 decimals`);
  return amount;
};

export function integer(min: number, max: number): FieldReader<number> {
  return (value, name) => {
    const number = value instanceof JsonNumber ? parseDecimal(value.lexeme) : null;
    if (number === null || number.scale > 0) throw parameterError(`${name} must be an integer`);
    if (number.units < BigInt(min) || number.units > BigInt(max)) {
      throw parameterError(`${name} must be between ${min} and ${max}`);
    }
    return Number(number.units);
  };
}

export function oneOf<T extends string>(allowed: readonly T[]): FieldReader<T> {
  return (value, name) => {
    const found = allowed.find((candidate) => candidate === value);
    if (found === undefined) throw parameterError(`${name} must be one of ${allowed.join(', ')}`);
    return found;
  };
}

export const httpsUrl: FieldReader<string> = (value, name) => {
  const parsed = text(value, name);
  if (!URL.canParse(parsed) || new URL(parsed).protocol !== 'https:') {
    throw parameterError(`${name} must be an absolute https URL`);
  }
  return parsed;
};

/** An address of the token's chain. Of any chain where the token is null. */
export function addressFor(token: string | null): FieldReader<string> {
  return (value, name) => {
    const parsed = text(value, name);
    const chain = chainOfAddress(parsed);
    if (chain === null || (token !== null && chain !== chainOf(token))) {
      throw parameterError(`${name} is not an address of the token's chain`);
    }
    return parsed;
  };
}

export const businessNumbers: FieldReader<readonly string[]> = (value, name) => {
  if (!Array.isArray(value)) throw parameterError(`${name} must be an array`);
  return value.map((item: JsonValue, index) => businessNumber(item, `${name}[${index}]`));
};

/** `yyyy-MM-dd HH:mm:ss` in Singapore, as epoch milliseconds. */
export const localTime: FieldReader<number> = (value, name) => {
  const parsed = text(value, name);
  const iso = `${parsed.replace(' ', 'T')}.000Z`;
  const utc = LOCAL_TIME.test(parsed) ? Date.parse(iso) : Number.NaN;
  // Date parses 30 February as a day in March, so the result is compared with the text.
  if (Number.isNaN(utc) || new Date(utc).toISOString() !== iso)
    throw parameterError(`${name} must be yyyy-MM-dd HH:mm:ss`);
  return utc - SINGAPORE_OFFSET_MS;
};

function decimalOf(value: JsonValue): Decimal | null {
  if (value instanceof JsonNumber) return parseDecimal(value.lexeme);
  return typeof value === 'string' && PLAIN_DECIMAL.test(value) ? parseDecimal(value) : null;
}
