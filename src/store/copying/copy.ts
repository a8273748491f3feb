import { createHash } from 'node:crypto';
import type { Sql } from '../sql.ts';
import { storableText } from '../texts.ts';
import { wholeTables } from './tables.ts';
import type { WholeRow, WholeTable } from './tables.ts';

/** A table that was copied. */
export interface CopiedTable {
  name: string;
  rows: number;
  /** SHA-256 over all rows in the order of their keys: the same on both sides. */
  digest: string;
}

/** A row is on the other side not as it is here. */
export class CopyError extends Error {
  override readonly name = 'CopyError';
}

const pageSize = 500;

/** The first table of `sql` that has a row; null where all are empty. */
export async function firstFilled(sql: Sql): Promise<string | null> {
  for (const table of wholeTables) {
    if ((await table.page(sql, null, 1)).length > 0) return table.name;
  }
  return null;
}

/** Copies all rows in pages, in the order of references, and then compares both sides row by row. */
export async function copyAll(
  from: Sql,
  to: Sql,
  onTable: (copied: CopiedTable) => void,
): Promise<void> {
  for (const table of wholeTables) {
    for await (const rows of pagesOf(from, table)) await table.insert(to, rows.map(asStored));
    onTable(await compare(table, from, to));
  }
}

async function compare(table: WholeTable, from: Sql, to: Sql): Promise<CopiedTable> {
  const digest = createHash('sha256');
  const there = pagesOf(to, table);
  let count = 0;
  for await (const rows of pagesOf(from, table)) {
    const { value: copies = [] } = (await there.next()) as { value?: readonly WholeRow[] };
    for (const [at, row] of rows.map(asStored).entries()) {
      const text = textOf(table, row);
      const copy = copies[at];
      if (copy === undefined || textOf(table, copy) !== text) {
        throw new CopyError(`${table.name} ${keyOf(table, row)} was not copied as it is`);
      }
      digest.update(`${text}\n`);
      count += 1;
    }
  }
  const left = await there.next();
  if (left.done !== true) throw new CopyError(`${table.name} has more rows than were copied`);
  return { name: table.name, rows: count, digest: digest.digest('hex') };
}

async function* pagesOf(sql: Sql, table: WholeTable): AsyncGenerator<readonly WholeRow[]> {
  for (let after: WholeRow | null = null; ;) {
    const rows: WholeRow[] = await table.page(sql, after, pageSize);
    if (rows.length > 0) yield rows;
    after = rows.at(-1) ?? after;
    if (rows.length < pageSize) return;
  }
}

const asStored = (row: WholeRow): WholeRow =>
  Object.fromEntries(
    Object.entries(row).map(([column, value]) => [
      column,
      typeof value === 'string' ? storableText(value) : value,
    ]),
  );

const keyOf = ({ key }: WholeTable, row: WholeRow): string =>
  key.map((column) => row[column]).join(' ');

const textOf = ({ columns }: WholeTable, row: WholeRow): string =>
  JSON.stringify(
    columns.map((column) => {
      const value = row[column];
      return value instanceof Uint8Array ? Buffer.from(value).toString('hex') : value;
    }),
  );
