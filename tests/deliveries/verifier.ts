import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

/** What an endpoint was sent. */
export interface Signed {
  name: string;
  secret: string;
  body: string;
  headers: Record<string, string>;
}

export interface Verified {
  /** How many signatures were right. */
  right: number;
  /** The others, in sentences. */
  wrong: string[];
}

/** Verifies signatures in a thread of its own, so that nothing that is measured waits for it. */
export class Verifier implements AsyncDisposable {
  readonly #worker = new Worker(new URL('verifying.ts', import.meta.url));

  add(signed: Signed): void {
    this.#worker.postMessage(signed);
  }

  /** Of all that were added until now. */
  async verified(): Promise<Verified> {
    const answered = once(this.#worker, 'message');
    this.#worker.postMessage(null);
    const [verified] = (await answered) as [Verified];
    return verified;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#worker.terminate();
  }
}
