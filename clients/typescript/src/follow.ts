import { mustResume, textOf } from './document.ts';
import type { TypedDocument } from './document.ts';
import { eventsDocument, orderDocument, settlementDocument } from './documents.ts';
import type { FollowError } from './errors.ts';
import { Line } from './line/line.ts';
import type { Connection, Item } from './line/line.ts';
import type { Endpoint, Request } from './line/transport.ts';
import type { EventItem, OrderItem, SettlementItem } from './types.ts';

export interface FollowOptions<Data> extends Endpoint {
  /** The cursor of the last item that was seen: the next ones follow. Without it, the API begins now. */
  after?: string | null | undefined;
  /** Ends the iteration, without an error. */
  signal?: AbortSignal | undefined;
  /**
   * A subscription of the caller's own. It selects `kind`, `cursor` and (where it is wanted) `event` under these names,
   * and takes `$after: EventCursor`.
   */
  document?: TypedDocument<Data> | string | undefined;
  /** Variables of the document besides `id` and `after`. */
  variables?: Readonly<Record<string, unknown>> | undefined;
  /**
   * Called with each change of the connection. It begins as `reconnecting`. What it throws ends the iteration, which
   * throws it.
   */
  onConnection?: ((connection: Connection) => void) | undefined;
}

export interface FollowOneOptions<Data> extends FollowOptions<Data> {
  /** Of the order or settlement. */
  id: string;
}

export interface FollowEventsOptions<Data> extends FollowOptions<Data> {
  /** The API's `EventFilter`. */
  filter?: Readonly<Record<string, unknown>> | null | undefined;
}

/** The item in the data of a subscription. */
type ItemIn<Data> = Exclude<Data[keyof Data], '__typename' | 'Subscription' | undefined>;
type Items<Data> = AsyncGenerator<ItemIn<Data>, void, undefined>;

/** Iterates once. `return` ends it at once, also while the next item is awaited. */
export interface Following<Data> extends AsyncIterableIterator<ItemIn<Data>, void, undefined> {
  return(): Promise<IteratorReturnResult<undefined>>;
}

/** Follows an order. Throws FollowError where trying again is useless. */
export function followOrder<Data extends object = { orderUpdates: OrderItem }>(
  options: FollowOneOptions<Data>,
): Following<Data> {
  return follow(options, orderDocument, { id: options.id });
}

/** Follows a settlement, with an API key. */
export function followSettlement<Data extends object = { settlementUpdates: SettlementItem }>(
  options: FollowOneOptions<Data>,
): Following<Data> {
  return follow(options, settlementDocument, { id: options.id });
}

/** Follows the merchant's log, with an API key. */
export function followEvents<Data extends object = { events: EventItem }>(
  options: FollowEventsOptions<Data>,
): Following<Data> {
  return follow(options, eventsDocument, { filter: options.filter ?? null });
}

/** Items that wait for the caller. Beyond them the connection is given up until half of them are taken. */
const mostWaiting = 100;

/** The iterator of `itemsOf`. It ends at once, also while its next item is awaited or nobody asks for one. */
function follow<Data extends object>(
  options: FollowOptions<Data>,
  standard: string,
  standardVariables: Readonly<Record<string, unknown>>,
): Following<Data> {
  const end = new AbortController();
  const items = itemsOf(options, standard, standardVariables, end);
  const leave = async (): Promise<IteratorReturnResult<undefined>> => {
    end.abort();
    await items.return(undefined);
    return { done: true, value: undefined };
  };
  return {
    next: () => items.next(),
    return: leave,
    async throw(error) {
      await leave();
      throw error;
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}

async function* itemsOf<Data extends object>(
  options: FollowOptions<Data>,
  standard: string,
  standardVariables: Readonly<Record<string, unknown>>,
  end: AbortController,
): Items<Data> {
  const { after = null, signal, onConnection } = options;
  const abort = (): void => end.abort();
  signal?.addEventListener('abort', abort);
  try {
    const query = await textOf(options.document ?? standard);
    mustResume(query);
    if (signal?.aborted === true || end.signal.aborted) return;
    const variables = { ...standardVariables, ...options.variables, after };
    yield* received(options, { query, variables }, end.signal, onConnection);
  } finally {
    signal?.removeEventListener('abort', abort);
  }
}

/** What a line receives, as fast as the caller takes it. */
async function* received<Data extends object>(
  endpoint: Endpoint,
  request: Request,
  end: AbortSignal,
  onConnection: FollowOptions<Data>['onConnection'],
): Items<Data> {
  const queue = new Queue<ItemIn<Data>>();
  let thrown: { error: unknown } | null = null;
  const line = new Line(endpoint, request, {
    next(item) {
      queue.add(item as ItemIn<Data> & Item);
      if (queue.size >= mostWaiting) line.pause();
    },
    ended: (error) => queue.end(error),
    connection(connection) {
      try {
        onConnection?.(connection);
      } catch (error) {
        thrown ??= { error };
        stop();
      }
    },
  });
  const stop = (): void => {
    queue.end(null);
    line.stop();
  };
  end.addEventListener('abort', stop);
  try {
    for (;;) {
      const item = await queue.take();
      if (item === null || end.aborted) return;
      if (queue.size <= mostWaiting / 2) line.resume();
      yield item;
    }
  } finally {
    stop();
    rethrow(thrown);
  }
}

/** Also where the caller has left: an error of its own code is never lost. */
function rethrow(thrown: { error: unknown } | null): void {
  if (thrown !== null) throw thrown.error;
}

/** What waits for a caller who is slower than the line. */
class Queue<One> {
  readonly #waiting: (One & Item)[] = [];
  #ended: { error: FollowError | null } | null = null;
  #wake: () => void = () => undefined;

  get size(): number {
    return this.#waiting.length;
  }

  add(item: One & Item): void {
    const last = this.#waiting.length - 1;
    // A CHECKPOINT says nothing that a later one does not say.
    const isReplaced = item.kind === 'CHECKPOINT' && this.#waiting[last]?.kind === 'CHECKPOINT';
    this.#waiting.splice(isReplaced ? last : last + 1, 1, item);
    this.#wake();
  }

  end(error: FollowError | null): void {
    this.#ended ??= { error };
    this.#wake();
  }

  /** The next item, with the state of the latest; null when there are no more. */
  async take(): Promise<One | null> {
    while (this.#waiting.length === 0) {
      if (this.#ended?.error) throw this.#ended.error;
      if (this.#ended) return null;
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
    const latest = this.#waiting.at(-1);
    const next = this.#waiting.shift();
    if (next === undefined || latest === next) return next ?? null;
    // Every item has the state as it is now, so a slow caller never acts on one that is over.
    const own = Object.entries(next).filter(([name]) => name in itsOwn);
    return { ...latest, ...Object.fromEntries(own) } as One;
  }
}

/** The fields of an item that are not the state. */
const itsOwn = { kind: true, cursor: true, event: true, __typename: true };
