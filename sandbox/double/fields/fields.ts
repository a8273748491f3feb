import { Problem } from '../problem.ts';
import type { JsonObject, JsonValue } from './json.ts';
import { isJsonObject } from './json.ts';
import type { Reader } from './readers.ts';
import { invalid } from './readers.ts';

export interface FieldRules {
  /** Values that count as if the member were not there: null, or an empty text. Default: none. */
  isAbsent?: (value: JsonValue) => boolean;
  /** Whether `end` refuses members that were not read. Default: they are ignored. */
  refusesUnknown?: boolean;
}

/** The members of a request. What is missing or wrong is thrown as a Problem with the path of the member. */
export class Fields {
  readonly #members: JsonObject;
  readonly #rules: FieldRules;
  readonly #prefix: string;
  readonly #read = new Set<string>();

  constructor(members: JsonObject, rules: FieldRules = {}, prefix = '') {
    this.#members = members;
    this.#rules = rules;
    this.#prefix = prefix;
  }

  has(name: string): boolean {
    return this.#value(name) !== undefined;
  }

  required<T>(name: string, read: Reader<T>): T {
    const value = this.#value(name);
    if (value === undefined) throw this.missing(name);
    return read(value, this.#prefix + name);
  }

  optional<T>(name: string, read: Reader<T>): T | null {
    const value = this.#value(name);
    return value === undefined ? null : read(value, this.#prefix + name);
  }

  object(name: string): Fields {
    const found = this.optionalObject(name);
    if (found === null) throw this.missing(name);
    return found;
  }

  optionalObject(name: string): Fields | null {
    const value = this.#value(name);
    if (value === undefined) return null;
    if (!isJsonObject(value)) throw this.invalid(name, 'must be an object');
    return new Fields(value, this.#rules, `${this.#prefix}${name}.`);
  }

  /** Refuses members that were not read, where the provider refuses them. */
  end(): void {
    if (this.#rules.refusesUnknown !== true) return;
    const unknown = [...this.#members.keys()].find((name) => !this.#read.has(name));
    if (unknown === undefined) return;
    const path = this.#prefix + unknown;
    throw new Problem('unknown', path, `unknown parameter ${path}`);
  }

  missing(name: string): Problem {
    const path = this.#prefix + name;
    return new Problem('missing', path, `${path} is required`);
  }

  invalid(name: string, problem: string): Problem {
    return invalid(this.#prefix + name, problem);
  }

  #value(name: string): JsonValue | undefined {
    this.#read.add(name);
    const value = this.#members.get(name);
    return value === undefined || this.#rules.isAbsent?.(value) === true ? undefined : value;
  }
}
