import { executeSubscriptionEvent } from 'graphql';
import type { ExecutionResult, ValidatedSubscriptionArgs } from 'graphql';

/** One answer of a subscription, and where in the log it stands. */
export interface StreamItem {
  cursor: string | null;
  result: ExecutionResult;
}

export type ResultStream = AsyncGenerator<StreamItem, undefined, void>;

interface Executed {
  state: string | null;
  item: StreamItem;
}

const finished = { done: true, value: undefined } as const;

/**
 * Executes the operation once for each source event, but not for one of the same state again, and takes the next event
 * only when asked.
 * `return()` answers a waiting `next()` at once: an async generator would hold it back until the
 * source moves. `onEnd` is called once, however the stream ends; `finish` is given each result.
 */
export function createResultStream(
  args: ValidatedSubscriptionArgs,
  source: AsyncIterable<unknown>,
  contextFor: () => object,
  onEnd: () => void,
  finish: (result: ExecutionResult) => ExecutionResult = (result) => result,
): ResultStream {
  const events = source[Symbol.asyncIterator]();
  let over = false;
  let release: ((end: typeof finished) => void) | null = null;
  let last: Executed | null = null;

  function end(): void {
    if (over) return;
    over = true;
    release?.(finished);
    onEnd();
  }

  async function step(): Promise<IteratorResult<StreamItem, undefined>> {
    try {
      const event = await events.next();
      // Nobody waits for the result any more.
      if (over) return finished;
      if (event.done !== true) {
        const known = last === null ? null : repeated(last, event.value);
        const executed = known ?? (await execute(args, event.value, contextFor(), finish));
        last = executed;
        return { done: false, value: executed.item };
      }
    } catch (error) {
      release = null;
      void stream.return(undefined);
      throw error;
    }
    end();
    return finished;
  }

  const stream: ResultStream = {
    next() {
      if (over) return Promise.resolve(finished);
      return new Promise((resolve, reject) => {
        release = resolve;
        step().then(resolve, reject);
      });
    },
    return() {
      if (!over) {
        end();
        // Not awaited: a source that is an async generator settles this only when it moves again.
        events.return?.()?.then(undefined, () => undefined);
      }
      return Promise.resolve(finished);
    },
    async throw(error) {
      await stream.return(undefined);
      throw error;
    },
    [Symbol.asyncIterator]() {
      return stream;
    },
    async [Symbol.asyncDispose]() {
      await stream.return(undefined);
    },
  };
  return stream;
}

async function execute(
  args: ValidatedSubscriptionArgs,
  event: unknown,
  contextValue: object,
  finish: (result: ExecutionResult) => ExecutionResult,
): Promise<Executed> {
  const result = await executeSubscriptionEvent({ ...args, rootValue: event, contextValue });
  const item = { cursor: memberOf(event, 'cursor'), result: finish(result) };
  return { state: memberOf(event, 'state'), item };
}

/** What was told last, at another cursor; null where it is another answer. */
function repeated({ state, item }: Executed, event: unknown): Executed | null {
  if (state === null || state !== memberOf(event, 'state') || item.result.errors) return null;
  const cursor = memberOf(event, 'cursor');
  if (cursor === item.cursor) return { state, item };
  const withCursor = (value: unknown): unknown => (value === item.cursor ? cursor : value);
  const data = mapMembers(item.result.data ?? null, (root) => mapMembers(root, withCursor));
  return { state, item: { cursor, result: { ...item.result, data } } };
}

function mapMembers<Value>(value: Value, change: (member: unknown) => unknown): Value {
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value).map(([name, member]) => [name, change(member)]);
  return Object.fromEntries(members) as Value;
}

function memberOf(event: unknown, name: 'cursor' | 'state'): string | null {
  if (typeof event !== 'object' || event === null) return null;
  const value: unknown = Reflect.get(event, name);
  return typeof value === 'string' ? value : null;
}
