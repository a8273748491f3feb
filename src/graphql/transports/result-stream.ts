import { executeSubscriptionEvent } from 'graphql';
import type { ExecutionResult, ValidatedSubscriptionArgs } from 'graphql';

/** One answer of a subscription, with its cursor in the log. */
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
 * Executes the operation once for each source event, unless the event has the state of the one before. It takes the
 * next event only when the consumer calls `next()`. `return()` resolves a waiting `next()` at once; an async generator
 * would wait for the source. `onEnd` is called once, however the stream ends. `finish` maps each result.
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
      // The stream has ended, so nobody waits for the result.
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
        // Not awaited: an async generator settles this only with its next event.
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

/** The last answer with the cursor of the event; null where the state has changed. */
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
