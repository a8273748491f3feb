import { FollowOrder } from './documents.ts';
import { FollowError } from './errors.ts';
import type { Connection } from './follow.ts';
import type { FollowOrderSubscription } from './schema-types.ts';
import { followOrder } from './streams.ts';
import type { ItemOf, StreamOptions } from './streams.ts';

/** The order as the document selects it. */
export type OrderOf<Result> = ItemOf<Result> extends { order: infer Order } ? Order : never;

export interface LiveOrderState<Result> {
  /** As it was last seen. Null until it has been. */
  order: OrderOf<Result> | null;
  connection: Connection;
  /** Why it ended, where the order has not. */
  error: FollowError | null;
}

export interface LiveOrderOptions<Result = FollowOrderSubscription> extends Pick<
  StreamOptions<Result>,
  'url' | 'token' | 'document' | 'transport'
> {
  id: string;
  /** Where the last known order is kept for a reload: `sessionStorage`. */
  storage?: Pick<Storage, 'getItem' | 'setItem'> | undefined;
}

/** The last known state of an order, and what keeps it current. */
export class LiveOrder<Result> {
  /** Replaced at every change. */
  state: LiveOrderState<Result>;
  /** Where the page is rendered on a server, nothing is known yet. */
  readonly stateOfServer: LiveOrderState<Result>;
  readonly #options: LiveOrderOptions<Result>;

  constructor(options: LiveOrderOptions<Result>) {
    this.#options = options;
    this.stateOfServer = { order: null, connection: 'reconnecting', error: null };
    this.state = { ...this.stateOfServer, order: this.#kept() };
  }

  /** Follows the order until the result is called or the order has ended for good. */
  follow(changed: () => void): () => void {
    const leave = new AbortController();
    const set = (next: Partial<LiveOrderState<Result>>): void => {
      if (leave.signal.aborted) return;
      this.state = { ...this.state, ...next };
      changed();
    };
    this.#run(set, leave.signal).catch((error: unknown) => {
      const isExpected = error instanceof FollowError;
      set({
        connection: 'ended',
        error: isExpected ? error : new FollowError('REFUSED', String(error)),
      });
    });
    return () => leave.abort();
  }

  async #run(
    set: (next: Partial<LiveOrderState<Result>>) => void,
    signal: AbortSignal,
  ): Promise<void> {
    const onConnection = (connection: Connection): void => set({ connection });
    for await (const item of followOrder({ ...this.#options, signal, onConnection })) {
      const { order } = item as unknown as { order: OrderOf<Result> & { phase?: string } };
      this.#keep(order);
      set({ order });
      if (order.phase === 'FINAL') return;
    }
  }

  /** Kept with the document: another version of the page may select something else. */
  get #document(): string {
    return JSON.stringify(this.#options.document ?? FollowOrder);
  }

  get #entry(): string {
    return `paygraph.order.${this.#options.id}`;
  }

  #kept(): OrderOf<Result> | null {
    const text = this.#options.storage?.getItem(this.#entry) ?? null;
    if (text === null) return null;
    const { document, order } = JSON.parse(text) as { document: string; order: OrderOf<Result> };
    return document === this.#document ? order : null;
  }

  #keep(order: OrderOf<Result>): void {
    this.#options.storage?.setItem(
      this.#entry,
      JSON.stringify({ document: this.#document, order }),
    );
  }
}
