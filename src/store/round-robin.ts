import { AsyncLocalStorage } from 'node:async_hooks';

/** An operation of a caller, which is about to read. */
interface Operation {
  caller: string;
  /** So many of its next reads go ahead of what the caller's other operations read. */
  ahead: number;
}

const operations = new AsyncLocalStorage<Operation>();

/** Does an operation of this caller. What it reads takes turns with what others read. */
export const asCaller = <Result>(caller: string, work: () => Result): Result =>
  operations.run({ caller, ahead: 0 }, work);

/** What is begun holds memory, so it goes on before more is begun, for as many reads as a usual operation needs. */
const mostAhead = 4;

/**
 * What waits for its turn: that of each caller in order, and callers in turn. In one queue a small question would wait
 * for all that a large one before it reads.
 */
export class RoundRobin<Item> {
  readonly #byCaller = new Map<string, Queue<Item>>();
  /** Those in which something waits, in the order of their turns. */
  readonly #queues: Queue<Item>[] = [];

  get isEmpty(): boolean {
    return this.#queues.length === 0;
  }

  add(item: Item): void {
    // Without a caller: whose credentials are looked up, and what nobody waits for.
    const operation = operations.getStore();
    const caller = operation?.caller ?? '';
    let queue = this.#byCaller.get(caller);
    if (queue === undefined) {
      queue = { caller, begun: [], waiting: [] };
      this.#byCaller.set(caller, queue);
    }
    const isNew = queue.begun.length + queue.waiting.length === 0;
    if (operation !== undefined && operation.ahead > 0) {
      operation.ahead -= 1;
      queue.begun.push(item);
    } else queue.waiting.push({ item, operation });
    if (isNew) this.#queues.push(queue);
  }

  next(): Item | undefined {
    const queue = this.#queues.shift();
    if (queue === undefined) return undefined;
    const item = queue.begun.shift() ?? firstOf(queue.waiting);
    if (queue.begun.length + queue.waiting.length > 0) this.#queues.push(queue);
    else if (this.#byCaller.size > mostCallers) this.#byCaller.delete(queue.caller);
    return item;
  }
}

interface Waiting<Item> {
  item: Item;
  operation: Operation | undefined;
}

interface Queue<Item> {
  caller: string;
  /** Of operations that go on. */
  begun: Item[];
  waiting: Waiting<Item>[];
}

function firstOf<Item>(waiting: Waiting<Item>[]): Item | undefined {
  const first = waiting.shift();
  if (first?.operation !== undefined) first.operation.ahead = mostAhead;
  return first?.item;
}

/** Up to so many callers, empty queues stay, so that a map is not written for each item (`docs/performance.md`). */
const mostCallers = 1000;
