import { renewSender } from '../../../store/queries/event-endpoints/senders.ts';
import type { Deps } from '../../deps.ts';

/** Milliseconds for which nobody takes the endpoints of a process that has ended. */
const leaseMs = 30_000;
/** No attempt takes longer: one that begins before is over before the lease is. */
const longestAttemptMs = 16_000;
const renewEveryMs = 5_000;

/** The lease of this process on the endpoints that it has taken. */
export class Lease {
  /** Names this process. */
  readonly sender: string;
  readonly #deps: Pick<Deps, 'queue' | 'now' | 'monotonic'>;
  /** Grows by one when the lease begins anew: what was taken before may be another process's. */
  #term = 0;
  /** On the monotonic clock. */
  #begunAt = -Infinity;
  #renewing: Promise<boolean> | null = null;

  constructor(deps: Pick<Deps, 'queue' | 'now' | 'monotonic'>, sender: string) {
    this.#deps = deps;
    this.sender = sender;
  }

  get term(): number {
    return this.#term;
  }

  /** Whether an attempt may begin for an endpoint that was taken in this term. */
  holds(term: number): boolean {
    return term === this.#term && this.#age() < leaseMs - longestAttemptMs;
  }

  /** False where it could not be renewed. Endpoints that another process has taken meanwhile stay with it. */
  renew(): Promise<boolean> {
    this.#renewing ??= this.#renew().finally(() => (this.#renewing = null));
    return this.#renewing;
  }

  async renewWhenDue(): Promise<void> {
    if (this.#age() >= renewEveryMs) await this.renew();
  }

  #age(): number {
    return this.#deps.monotonic() - this.#begunAt;
  }

  async #renew(): Promise<boolean> {
    const { queue, now, monotonic } = this.#deps;
    const begunAt = monotonic();
    const { sender } = this;
    try {
      await queue.commit((tx) => renewSender(tx, { sender, until: now() + leaseMs }));
    } catch {
      // The queue logs when nothing can be written.
      return false;
    }
    if (begunAt - this.#begunAt >= leaseMs) this.#term += 1;
    this.#begunAt = begunAt;
    return true;
  }
}
