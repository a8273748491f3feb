import type { Fields } from '../fields/fields.ts';
import type { AccountOf, Platform } from '../platform.ts';
import type { Exchange } from './exchange.ts';

/** What a request suffers because of what it is about, as if it were armed: its amount may say so. */
export type Mishap = 'error-after' | 'bad-signature';

/** An authenticated request. */
export interface Received<P extends Platform> {
  account: AccountOf<P>;
  fields: Fields;
  exchange: Exchange;
  /** Of the path: `id` of `/v1/refunds/{id}`. */
  parameters: Readonly<Record<string, string>>;
  suffer(mishap: Mishap): void;
}

/** One call of the API. */
export interface Call<P extends Platform> {
  method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** After the base: `/v1/refunds/{id}`. */
  path: string;
  /** The HTTP status of a success. Default: 200. A success with 204 has no body. */
  status?: number;
  /** Returns the data of the answer. Throws a Refusal or a Problem. */
  perform?(platform: P, received: Received<P>): unknown;
  /** In place of `perform`, where nobody has been authenticated yet. Returns the whole answer, which is not signed. */
  answer?(platform: P, exchange: Exchange): object | Promise<object>;
}

/** A path whose calls have other methods. The operation is null for an unknown path. */
export interface NotFound<Operation extends string> {
  operation: Operation | null;
  allowed: string[];
}

export interface Found<P extends Platform, Operation extends string> {
  operation: Operation;
  call: Call<P>;
  parameters: Readonly<Record<string, string>>;
}

interface Route<P extends Platform, Operation extends string> {
  operation: Operation;
  call: Call<P>;
  pattern: RegExp;
}

/** Finds the calls of an API by method and path. */
export class Routes<P extends Platform, Operation extends string> {
  readonly #base: RegExp;
  readonly #routes: readonly Route<P, Operation>[];

  constructor(calls: Readonly<Record<Operation, Call<P>>>, base: RegExp) {
    this.#base = base;
    this.#routes = (Object.entries(calls) as [Operation, Call<P>][]).map(([operation, call]) => ({
      operation,
      call,
      pattern: patternOf(call.path),
    }));
  }

  find({ method, path }: Exchange): Found<P, Operation> | NotFound<Operation> {
    const [base] = this.#base.exec(path) ?? [];
    if (base === undefined) return { operation: null, allowed: [] };
    const allowed: string[] = [];
    let atPath: Operation | null = null;
    for (const { operation, call, pattern } of this.#routes) {
      const match = pattern.exec(path.slice(base.length));
      if (match === null) continue;
      const { method: expected = 'POST' } = call;
      if (expected === method) return { operation, call, parameters: { ...match.groups } };
      allowed.push(expected);
      atPath ??= operation;
    }
    return { operation: atPath, allowed };
  }
}

function patternOf(path: string): RegExp {
  const pattern = path
    .replaceAll(/[.*+?^$()|[\]\\]/g, String.raw`\$&`)
    .replaceAll(/\{(\w+)\}/g, '(?<$1>[^/]+)');
  return new RegExp(`^${pattern}$`);
}
