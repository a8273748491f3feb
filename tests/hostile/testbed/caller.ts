import { print } from 'graphql';
import type { Document } from '../../support/operations.ts';

/** A caller that sends correct requests. */
export class Caller {
  readonly #base: string;
  readonly #key: string;

  constructor(base: string, key: string) {
    this.#base = base;
    this.#key = key;
  }

  as(key: string): Caller {
    return new Caller(this.#base, key);
  }

  /** The only field of the answer. Throws where there is none. */
  async execute(document: Document, variables: object): Promise<Record<string, unknown>> {
    const response = await fetch(`${this.#base}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${this.#key}` },
      body: JSON.stringify({ query: print(document), variables }),
    });
    const answer = (await response.json()) as { data?: Record<string, unknown>; errors?: unknown };
    const [result] = Object.values(answer.data ?? {});
    if (result === null || typeof result !== 'object')
      throw new Error(JSON.stringify(answer.errors));
    return result as Record<string, unknown>;
  }
}
