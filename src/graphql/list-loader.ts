import type { Extent, ListsOf } from '../store/queries/pages.ts';

/** Reads the lists of several owners. `start`: how each begins, and its length at most. */
type ReadLists<Start, Item> = (owners: readonly string[], start: Start) => Promise<ListsOf<Item>>;

/** Lists that begin in the same way are read together. */
export interface Beginning {
  first: number;
  after: string | number | null;
  extent: Extent;
}

interface Waiting<Item> {
  owner: string;
  resolve: (list: readonly Item[]) => void;
  reject: (error: unknown) => void;
}

interface Batch<Start, Item> {
  start: Start;
  waiting: Waiting<Item>[];
}

/** Most rows that one step reads. What the answer shows of them follows in the same step, and whole ones show more. */
const rowsAtOnce = { brief: 600, whole: 200 };

/**
 * Reads lists together that are requested in the same turn and begin in the same way: those of all orders of a page, as
 * a rule.
 */
export class ListLoader<Start extends Beginning, Item> {
  readonly #read: ReadLists<Start, Item>;
  readonly #batches = new Map<string, Batch<Start, Item>>();

  constructor(read: ReadLists<Start, Item>) {
    this.#read = read;
  }

  load(owner: string, start: Start): Promise<readonly Item[]> {
    return new Promise((resolve, reject) => {
      const name = `${start.first} ${start.extent} ${start.after}`;
      const batch = this.#batches.get(name) ?? { start, waiting: [] };
      batch.waiting.push({ owner, resolve, reject });
      if (batch.waiting.length > 1) return;
      this.#batches.set(name, batch);
      process.nextTick(() => {
        this.#batches.delete(name);
        this.#readAll(batch);
      });
    });
  }

  #readAll({ start, waiting }: Batch<Start, Item>): void {
    const rows = start.extent === null ? rowsAtOnce.whole : rowsAtOnce.brief;
    const atOnce = Math.max(1, Math.floor(rows / start.first));
    for (let from = 0; from < waiting.length; from += atOnce) {
      void this.#readSome(start, waiting.slice(from, from + atOnce));
    }
  }

  async #readSome(start: Start, waiting: readonly Waiting<Item>[]): Promise<void> {
    try {
      const owners = new Set(waiting.map(({ owner }) => owner));
      const lists = await this.#read([...owners], start);
      for (const { owner, resolve } of waiting) resolve(lists.get(owner) ?? []);
    } catch (error) {
      for (const { reject } of waiting) reject(error);
    }
  }
}
