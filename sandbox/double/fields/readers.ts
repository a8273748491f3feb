import { Problem } from '../problem.ts';
import type { Decimal } from './decimal.ts';
import { compare, parseDecimal } from './decimal.ts';
import type { JsonValue } from './json.ts';
import { JsonNumber } from './json.ts';

/** Reads a value or throws a Problem. `path` is the path of the member. */
export type Reader<T> = (value: JsonValue, path: string) => T;

export const invalid = (path: string, problem: string): Problem =>
  new Problem('invalid', path, `${path} ${problem}`);

export interface TextRules {
  /** In characters, not bytes. Default 1. */
  min?: number;
  max?: number;
  pattern?: RegExp;
  /** What a text must be that does not match. */
  problem?: string;
}

export function text(rules: TextRules = {}): Reader<string> {
  const { min = 1, max = Infinity, pattern, problem = 'is malformed' } = rules;
  return (value, path) => {
    if (typeof value !== 'string') throw invalid(path, 'must be a string');
    if (pattern !== undefined && !pattern.test(value)) throw invalid(path, problem);
    const { length } = Array.from(value);
    if (length >= min && length <= max) return value;
    if (length === 0) throw invalid(path, 'must not be empty');
    throw invalid(path, `must have ${min}-${max} characters`);
  };
}

export function oneOf<T extends string>(allowed: readonly T[]): Reader<T> {
  return (value, path) => {
    const found = allowed.find((candidate) => candidate === value);
    if (found === undefined) throw invalid(path, `must be one of ${allowed.join(', ')}`);
    return found;
  };
}

/** An absolute address. `isAllowed`: which, as `problem` says. */
export function url(
  rules: { max?: number; isAllowed?: (address: URL) => boolean; problem?: string } = {},
): Reader<string> {
  const { max = Infinity, isAllowed = () => true, problem = 'must be an absolute URL' } = rules;
  const readText = text({ max });
  return (value, path) => {
    const address = readText(value, path);
    if (URL.canParse(address) && isAllowed(new URL(address))) return address;
    throw invalid(path, problem);
  };
}

/** A JSON number. `byValue`: `1.0` and `1e0` are taken too. */
export function integer(
  min = -Infinity,
  max = Infinity,
  { byValue = false }: { byValue?: boolean } = {},
): Reader<number> {
  return (value, path) => {
    const lexeme = value instanceof JsonNumber ? value.lexeme : '';
    const number = byValue || /^-?\d+$/.test(lexeme) ? parseDecimal(lexeme) : null;
    if (number === null || number.scale > 0) throw invalid(path, 'must be an integer');
    const read = Number(number.units);
    if (read < min || read > max) throw invalid(path, `must be between ${min} and ${max}`);
    return read;
  };
}

/** Digits in a text, as in forms. */
export function integerText(min = 0, max = Number.MAX_SAFE_INTEGER): Reader<number> {
  const readText = text({ pattern: /^\d{1,16}$/, problem: 'must be an integer' });
  return (value, path) => {
    const read = Number(readText(value, path));
    if (read < min || read > max) throw invalid(path, `must be between ${min} and ${max}`);
    return read;
  };
}

export const truth: Reader<boolean> = (value, path) => {
  if (value === true || value === 'true') return true;
  if (value === false || value === 'false') return false;
  throw invalid(path, 'must be true or false');
};

export interface DecimalRules {
  /** The pattern of a decimal in a text. Default: texts are refused. */
  pattern?: RegExp;
  /** Whether a JSON number is taken. Default false. */
  number?: boolean;
  /** The most decimals, by value. */
  places?: number;
  /** Both included. */
  min?: Decimal;
  max?: Decimal;
  /** Whether zero is refused. */
  positive?: boolean;
}

export function decimalField(rules: DecimalRules): Reader<Decimal> {
  const { pattern, number = false, places, min, max, positive = false } = rules;
  const kinds = [number ? 'a number' : null, pattern === undefined ? null : 'a decimal string'];
  const expected = kinds.filter((kind) => kind !== null).join(' or ');
  return (value, path) => {
    const isNumber = number && value instanceof JsonNumber;
    const isText = typeof value === 'string' && pattern?.test(value) === true;
    const amount = isNumber ? parseDecimal(value.lexeme) : isText ? parseDecimal(value) : null;
    if (amount === null) throw invalid(path, `must be ${expected}`);
    if (positive && amount.units <= 0n) throw invalid(path, 'must be greater than 0');
    if (min !== undefined && compare(amount, min) < 0) throw invalid(path, 'is too low');
    if (max !== undefined && compare(amount, max) > 0) throw invalid(path, 'is too high');
    if (places !== undefined && amount.scale > places) {
      throw invalid(path, `must have at most ${places} decimals`);
    }
    return amount;
  };
}

export function list<T>(read: Reader<T>, rules: { min?: number; max?: number } = {}): Reader<T[]> {
  const { min = 0, max = Infinity } = rules;
  return (value, path) => {
    if (!Array.isArray(value)) throw invalid(path, 'must be an array');
    if (value.length < min || value.length > max) {
      throw invalid(path, `must have ${min}-${max} members`);
    }
    return value.map((item: JsonValue, index) => read(item, `${path}[${index}]`));
  };
}
