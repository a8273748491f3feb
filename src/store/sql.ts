/** Statements as the store writes them: `?` for parameters, the dialect both databases understand. */
export type Param = string | number | bigint | Uint8Array | null;

export interface Sql {
  /** `id in ${sql.fromJsonArray}`: one statement for lists of any length, given as a JSON array of strings. */
  readonly fromJsonArray: string;
  /** Behind a table: the database must read it by this index. Its guess may be another, and read all of a merchant. */
  byIndex(name: string): string;
  /** Rows changed. */
  run(text: string, ...params: Param[]): Promise<number>;
  get<Row>(text: string, ...params: Param[]): Promise<Row | undefined>;
  all<Row>(text: string, ...params: Param[]): Promise<Row[]>;
}

/** Reads what is committed, each read in its turn (`time-slices.ts`). */
export interface Reader extends Sql {
  /** For what is long and reads nothing: it is done in steps, and each waits here. */
  turn(): Promise<void>;
}

/** A unit of work's own view of the write transaction. It must wait for nothing but this. */
export interface Tx extends Sql {
  /** Whoever listens to the topic is told after the commit. */
  ring(topic: string): void;
}

/** `a = ? and b in (?, ?)` from what a filter has set; empty parts are left out. */
export class Conditions {
  readonly #parts: string[] = [];
  readonly params: Param[] = [];

  and(part: string, ...params: Param[]): this {
    this.#parts.push(part);
    this.params.push(...params);
    return this;
  }

  equal(column: string, value: string | null | undefined): this {
    return value === null || value === undefined ? this : this.and(`${column} = ?`, value);
  }

  oneOf(column: string, values: readonly string[] | null | undefined): this {
    if (values === null || values === undefined) return this;
    if (values.length === 0) return this.and('1 = 0');
    // Each length of the list is a statement of its own, and callers may repeat a value at will.
    const different = [...new Set(values)];
    return this.and(`${column} in (${different.map(() => '?').join(', ')})`, ...different);
  }

  /** Neither end belongs to it. */
  between(column: string, above: string | null, below: string | null): this {
    if (above !== null) this.and(`${column} > ?`, above);
    return below === null ? this : this.and(`${column} < ?`, below);
  }

  /** And all of the others. */
  also(others: Conditions): this {
    this.#parts.push(...others.#parts);
    this.params.push(...others.params);
    return this;
  }

  get where(): string {
    return this.#parts.length === 0 ? '' : `where ${this.#parts.join(' and ')}`;
  }
}

/** The merchant whose rows are seen; null: everybody's. */
export type Owner = string | null;

/** Of what is somebody else's no more is read than of what does not exist. */
export function rowById<Row>(
  sql: Sql,
  table: string,
  id: string,
  owner: Owner = null,
): Promise<Row | undefined> {
  const text = `select * from ${table} where id = ?`;
  return owner === null
    ? sql.get<Row>(text, id)
    : sql.get<Row>(`${text} and merchant_id = ?`, id, owner);
}

/** In no particular order; the same holds for what is somebody else's. */
export function rowsByIds<Row>(
  sql: Sql,
  table: string,
  ids: readonly string[],
  owner: Owner = null,
): Promise<Row[]> {
  const text = `select * from ${table} where id in ${sql.fromJsonArray}`;
  return owner === null
    ? sql.all<Row>(text, JSON.stringify(ids))
    : sql.all<Row>(`${text} and merchant_id = ?`, JSON.stringify(ids), owner);
}
