import { UnavailableError } from '../domain/errors.ts';

/** Milliseconds between attempts. */
const every = 500;

type Attempt = () => Promise<unknown>;

/** What is tried again until it can be written, because it is known nowhere else. */
export class Kept {
  readonly #lost: (error: unknown) => void;
  readonly #attempts = new Set<Attempt>();
  #timer: NodeJS.Timeout | null = null;
  #closed = false;

  constructor(lost: (error: unknown) => void) {
    this.#lost = lost;
  }

  get size(): number {
    return this.#attempts.size;
  }

  add(attempt: Attempt): void {
    this.#attempts.add(attempt);
    this.#tryLater();
  }

  /** Tries a last time. */
  async close(): Promise<void> {
    this.#closed = true;
    if (this.#timer !== null) clearTimeout(this.#timer);
    await this.#try();
    for (const _ of this.#attempts) this.#lost(new Error('the process ends'));
  }

  #tryLater(): void {
    if (this.#timer !== null || this.#closed) return;
    this.#timer = setTimeout(() => {
      this.#timer = null;
      void this.#try();
    }, every);
  }

  async #try(): Promise<void> {
    const tried = [...this.#attempts].map(async (attempt) => {
      try {
        await attempt();
      } catch (error) {
        if (error instanceof UnavailableError) return this.#tryLater();
        this.#lost(error);
      }
      this.#attempts.delete(attempt);
    });
    await Promise.all(tried);
  }
}
