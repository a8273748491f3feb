import type { Decimal } from './decimal.ts';
import { toText } from './decimal.ts';

declare global {
  interface JSON {
    /** A value that `JSON.stringify` prints as exactly this text. */
    rawJSON(text: string): { readonly rawJSON: string };
  }
}

export class JsonNumber {
  readonly lexeme: string;
  constructor(lexeme: string) {
    this.lexeme = lexeme;
  }
}

export type JsonObject = ReadonlyMap<string, JsonValue>;
export type JsonValue = string | boolean | null | JsonNumber | readonly JsonValue[] | JsonObject;

export interface ParsedJson {
  value: JsonValue;
  /** Whether there is no whitespace between tokens. */
  compact: boolean;
  /** The first member name that an object has twice. The last value counts. */
  repeated: string | null;
}

export function isJsonObject(value: JsonValue): value is JsonObject {
  return value instanceof Map;
}

/** A decimal as a JSON number with exactly its digits. */
export function jsonNumber(value: Decimal): unknown {
  return JSON.rawJSON(toText(value));
}

/**
 * Parses JSON and keeps what `JSON.parse` loses: number lexemes, repeated members, whitespace. Throws a SyntaxError for
 * invalid text, and a RangeError where it is nested too deeply.
 */
export function parseJson(text: string): ParsedJson {
  JSON.parse(text);
  return new Reader(text).read();
}

/** Walks text that is known to be valid JSON, without checking the grammar. */
class Reader {
  readonly #tokens: string[];
  readonly #compact: boolean;
  #repeated: string | null = null;
  #at = 0;

  constructor(text: string) {
    const tokens = text.match(/\s+|"(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s{}[\],:"]+/g) ?? [];
    this.#tokens = tokens.filter((token) => token.trim() !== '');
    this.#compact = this.#tokens.length === tokens.length;
  }

  read(): ParsedJson {
    const value = this.#value();
    return { value, compact: this.#compact, repeated: this.#repeated };
  }

  #next(): string {
    const token = this.#tokens[this.#at] ?? '';
    this.#at += 1;
    return token;
  }

  #value(): JsonValue {
    const token = this.#next();
    if (token === '{') return this.#object();
    if (token === '[') return this.#array();
    if (token.startsWith('"')) return readString(token);
    if (token === 'null') return null;
    if (token === 'true' || token === 'false') return token === 'true';
    return new JsonNumber(token);
  }

  #object(): JsonObject {
    const members = new Map<string, JsonValue>();
    for (let token = this.#next(); token !== '}'; token = this.#next()) {
      if (token === ',') continue;
      const name = readString(token);
      if (members.has(name)) this.#repeated ??= name;
      this.#next();
      members.set(name, this.#value());
    }
    return members;
  }

  #array(): JsonValue[] {
    const items: JsonValue[] = [];
    while (this.#tokens[this.#at] !== ']') {
      if (this.#tokens[this.#at] === ',') this.#at += 1;
      else items.push(this.#value());
    }
    this.#at += 1;
    return items;
  }
}

function readString(token: string): string {
  return String(JSON.parse(token));
}
