import { orderDocument } from './documents.ts';
import type { FollowError } from './errors.ts';
import type { KeyStorage } from './idempotency-key.ts';
import { Line } from './line/line.ts';
import type { Connection } from './line/line.ts';
import type { Endpoint } from './line/transport.ts';
import type { Order, OrderItem } from './types.ts';

export interface OrderState {
  /** The last that is known; null until there is one. */
  order: Order | null;
  connection: Connection;
  /** Why following has ended, where trying again is useless. */
  error: FollowError | null;
}

export interface OrderStoreOptions extends Endpoint {
  id: string;
  /** `localStorage`, for example: after a reload the last order is there at once, and is continued. */
  storage?: KeyStorage | null | undefined;
}

/** An order that is followed while anyone is subscribed. Its states are never altered, only replaced. */
export interface OrderStore {
  readonly state: () => OrderState;
  /** Returns a function that unsubscribes. */
  readonly subscribe: (changed: () => void) => () => void;
}

export const emptyState: OrderState = { order: null, connection: 'reconnecting', error: null };

/** `left` is called when nobody is subscribed any more. */
export function createOrderStore(options: OrderStoreOptions, left: () => void): OrderStore {
  const { id, storage = null } = options;
  const entry = `paygraph:order:${id}`;
  const subscribers = new Set<() => void>();
  let { order, cursor } = storedItem(storage, entry, id);
  let state: OrderState = { ...emptyState, order };
  let line: Line | null = null;

  function change(changes: Partial<OrderState>): void {
    state = { ...state, ...changes };
    for (const changed of subscribers) changed();
  }

  function open(): Line {
    const request = { query: orderDocument, variables: { id, after: cursor } };
    return new Line(options, request, {
      next(item) {
        ({ order, cursor } = item as OrderItem);
        store(storage, entry, { order, cursor });
        change({ order });
      },
      ended: (error) => change({ error, connection: 'ended' }),
      connection: (connection) => connection === 'ended' || change({ connection }),
    });
  }

  function leave(): void {
    if (subscribers.size > 0) return;
    line?.stop();
    line = null;
    left();
    if (state.error === null) state = { ...state, connection: 'reconnecting' };
  }

  return {
    state: () => state,
    subscribe(changed) {
      // A subscription has an identity of its own, also where the function is the same.
      const subscriber = (): void => changed();
      subscribers.add(subscriber);
      if (state.connection !== 'ended') line ??= open();
      return () => {
        subscribers.delete(subscriber);
        // React's StrictMode unsubscribes and subscribes again at once.
        setTimeout(leave);
      };
    },
  };
}

type Stored = { order: Order; cursor: string } | { order: null; cursor: null };
const nothing: Stored = { order: null, cursor: null };

function storedItem(storage: KeyStorage | null, entry: string, id: string): Stored {
  try {
    const stored = JSON.parse(storage?.getItem(entry) ?? 'null') as Stored | null;
    return isItem(stored) && stored.order.id === id ? stored : nothing;
  } catch {
    // It is of another version, or the browser forbids the page to store anything.
    return nothing;
  }
}

/** Characters of a cursor, at most. */
const longestCursor = 500;

/** Whether it can be what `store` has stored: another version, or another program, may have. */
function isItem(stored: Stored | null): stored is Stored & { order: Order } {
  if (typeof stored?.cursor !== 'string' || typeof stored.order !== 'object') return false;
  const { length } = stored.cursor;
  const { status, phase, amount } = stored.order;
  const isOrder = [status, phase, amount.currency].every((one) => typeof one === 'string');
  return length > 0 && length <= longestCursor && isOrder;
}

function store(storage: KeyStorage | null, entry: string, stored: Stored): void {
  try {
    storage?.setItem(entry, JSON.stringify(stored));
  } catch {
    // It is full or forbidden. Without it, a reload begins with a SNAPSHOT.
  }
}
