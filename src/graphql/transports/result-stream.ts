import { executeSubscriptionEvent } from 'graphql';
import type { ExecutionResult, ValidatedSubscriptionArgs } from 'graphql';

/** One answer of a subscription, and where in the log it stands. */
export interface StreamItem {
  cursor: string | null;
  result: ExecutionResult;
}

export type ResultStream = AsyncGenerator<StreamItem, undefined, void>;

interface Executed {
  event: unknown;
  item: StreamItem;
}

const finished = { done: true, value: undefined } as const;

/**
 * Executes the operation once for each source event, and takes the next event only when asked. The very same event
 * again means that nothing has changed since, so its result is the same.
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
        const known = last;
        const isSame = known !== null && known.event === event.value;
        const told = isSame ? known : await execute(args, event.value, contextFor(), finish);
        last = told;
        return { done: false, value: told.item };
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
  return { event, item: { cursor: cursorOf(event), result: finish(result) } };
}

function cursorOf(event: unknown): string | null {
  if (typeof event !== 'object' || event === null || !('cursor' in event)) return null;
  return typeof event.cursor === 'string' ? event.cursor : null;
}
