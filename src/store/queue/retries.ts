import { UnavailableError } from '../../domain/errors.ts';

/** Milliseconds between attempts. */
const every = 500;

type Write = () => Promise<unknown>;

/** Writes that are retried until they succeed, because they are known nowhere else. */
export class Retries {
  readonly #lost: (error: unknown) => void;
  readonly #writes = new Set<Write>();
  #timer: NodeJS.Timeout | null = null;
  #trying: Promise<void> = Promise.resolve();
  #closed = false;

  constructor(lost: (error: unknown) => void) {
    this.#lost = lost;
  }

  get size(): number {
    return this.#writes.size;
  }

  add(write: Write): void {
    this.#writes.add(write);
    this.#tryLater();
  }

  /** Tries a last time. */
  async close(): Promise<void> {
    this.#closed = true;
    if (this.#timer !== null) clearTimeout(this.#timer);
    await this.#trying;
    await this.#try();
    for (const _ of this.#writes) this.#lost(new Error('the process ends'));
  }

  #tryLater(): void {
    if (this.#timer !== null || this.#closed) return;
    this.#timer = setTimeout(() => {
      this.#trying = this.#tryAndAgain();
    }, every);
  }

  /** The next attempt starts only after this one has ended: nothing may be written twice. */
  async #tryAndAgain(): Promise<void> {
    await this.#try();
    this.#timer = null;
    if (this.#writes.size > 0) this.#tryLater();
  }

  async #try(): Promise<void> {
    const tried = [...this.#writes].map(async (write) => {
      try {
        await write();
      } catch (error) {
        if (error instanceof UnavailableError) return;
        this.#lost(error);
      }
      this.#writes.delete(write);
    });
    await Promise.all(tried);
  }
}
