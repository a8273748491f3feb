import type { Owner } from '../store/sql.ts';

/** In no particular order, and without those that the owner does not have. */
type Load<Row> = (ids: readonly string[], owner: Owner) => Promise<readonly Row[]>;

interface Waiting<Row> {
  id: string;
  resolve: (row: Row | null) => void;
  reject: (error: unknown) => void;
}

interface Batch<Row> {
  owner: Owner;
  waiting: Waiting<Row>[];
}

/** Most rows that one step reads. What the answers show of them follows in the same step. */
const rowsAtOnce = 32;

/**
 * Reads rows by their ids. All that an owner's requests ask for in a turn of the event loop is read together: with
 * SQLite, most of the cost of reading one row is the lock of the log. Nothing is kept.
 */
export class RowLoader<Row extends { id: string }> {
  readonly #load: Load<Row>;
  #batches: Batch<Row>[] = [];

  constructor(load: Load<Row>) {
    this.#load = load;
  }

  /** Resolves to null where the owner has no such row. */
  load(id: string, owner: Owner): Promise<Row | null> {
    return new Promise((resolve, reject) => {
      this.#batchOf(owner).waiting.push({ id, resolve, reject });
    });
  }

  #batchOf(owner: Owner): Batch<Row> {
    const before = this.#batches.find((batch) => batch.owner === owner);
    if (before !== undefined) return before;
    const batch: Batch<Row> = { owner, waiting: [] };
    this.#batches.push(batch);
    setImmediate(() => {
      this.#batches = this.#batches.filter((one) => one !== batch);
      this.#readAll(batch);
    });
    return batch;
  }

  #readAll({ owner, waiting }: Batch<Row>): void {
    for (let from = 0; from < waiting.length; from += rowsAtOnce) {
      void this.#readSome(owner, waiting.slice(from, from + rowsAtOnce));
    }
  }

  async #readSome(owner: Owner, waiting: readonly Waiting<Row>[]): Promise<void> {
    try {
      const ids = new Set(waiting.map(({ id }) => id));
      const rows = await this.#load([...ids], owner);
      for (const { id, resolve } of waiting) resolve(rows.find((row) => row.id === id) ?? null);
    } catch (error) {
      for (const { reject } of waiting) reject(error);
    }
  }
}
