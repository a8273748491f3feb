import type { ExecutionResult } from 'graphql';
import type { Log, LogItem } from './log.ts';
import { payloadOf } from './payload.ts';
import type { Payload } from './payload.ts';
import type { ExecuteItems } from './subscriber.ts';

/** An executed item. */
export interface Executed {
  seq: number;
  payload: Payload;
}

/** Items that are executed together. */
interface Batch {
  /** When the execution of the first of them began, and of the last. */
  at: number;
  lastAt: number;
  executed: Promise<readonly Executed[]>;
}

/** The next items. */
export interface Ready {
  /** When the execution of the last of them began. */
  at: number;
  executed: readonly Executed[];
}

/** Where an item is. */
interface Place {
  batch: Batch;
  index: number;
}

/** Executed items that are kept for others. */
const mostShared = 256;
/** Bytes of the items that are executed together: a slow reader holds them until it has room. */
const bytesTogether = 32 * 1024;

/**
 * Executes the items of a log, as many together as are read at the same cost. What one viewer is shown "as it is now"
 * never goes back: items are executed together only while nothing is written.
 */
export class Executions {
  readonly #log: Log;
  readonly #execute: ExecuteItems;
  #shared: Map<string, Place> | null = null;
  #together = 1;

  constructor(log: Log, execute: ExecuteItems) {
    this.#log = log;
    this.#execute = execute;
  }

  /**
   * The first of these items, at least one. Each is executed now, or was for another since then: the viewer has not
   * seen anything newer. `isShared`: others may come to the same items.
   */
  async next(items: readonly LogItem[], since: number, isShared: boolean): Promise<Ready> {
    await this.#log.slice();
    const { batch, index } = this.#known(items, since) ?? this.#begin(items, isShared);
    try {
      const executed = await batch.executed;
      return { at: batch.lastAt, executed: executed.slice(index, index + items.length) };
    } catch (error) {
      // Whoever tries again executes them again.
      batch.at = -Infinity;
      throw error;
    }
  }

  /** Nobody comes to the same items any more. */
  forget(): void {
    this.#shared = null;
  }

  #known([first]: readonly LogItem[], since: number): Place | null {
    const known = first && this.#shared?.get(nameOf(first));
    return known !== undefined && known.batch.at >= since ? known : null;
  }

  #begin(items: readonly LogItem[], isShared: boolean): Place {
    const taken = items.slice(0, this.#together);
    const at = performance.now();
    const batch: Batch = { at, lastAt: at, executed: Promise.resolve([]) };
    batch.executed = this.#executed(batch, taken);
    if (isShared) taken.forEach((item, index) => this.#share(item, { batch, index }));
    return { batch, index: 0 };
  }

  #share(item: LogItem, place: Place): void {
    this.#shared ??= new Map();
    const [oldest] = this.#shared.keys();
    if (oldest !== undefined && this.#shared.size >= mostShared) this.#shared.delete(oldest);
    this.#shared.set(nameOf(item), place);
  }

  async #executed(batch: Batch, items: readonly LogItem[]): Promise<readonly Executed[]> {
    const results = await this.#results(batch, items);
    const executed: Executed[] = [];
    let bytes = 0;
    for (const [index, { seq, cursor }] of items.entries()) {
      const payload = await payloadOf(results[index] ?? { data: null }, cursor);
      executed.push({ seq, payload });
      bytes += payload.json.length;
    }
    const fit = Math.floor((bytesTogether * items.length) / bytes);
    this.#together = Math.max(1, Math.min(this.#together * 2, fit, this.#execute.most));
    return executed;
  }

  async #results(batch: Batch, items: readonly LogItem[]): Promise<readonly ExecutionResult[]> {
    if (items.length === 1) return this.#execute.run(items);
    const version = await this.#log.version();
    batch.at = batch.lastAt = performance.now();
    const together = await this.#execute.run(items);
    if ((await this.#log.version()) === version) return together;
    // A later one may have been read before a change that an earlier one shows.
    this.#together = 1;
    const results: ExecutionResult[] = [];
    for (const item of items) {
      await this.#log.slice();
      batch.lastAt = performance.now();
      results.push(...(await this.#execute.run([item])));
    }
    return results;
  }
}

const nameOf = ({ kind, seq }: LogItem): string => `${kind} ${seq}`;
