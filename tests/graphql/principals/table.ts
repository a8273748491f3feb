import { columns } from './fixture.ts';
import type { Column } from './fixture.ts';
import { fieldsOfSchema, rootTypes } from './walk.ts';
import type { Cell } from './walk.ts';

/** By field, as "Type.field". */
export type Table = Map<string, readonly string[]>;

/** Reads `table.txt`. A row has a cell for each column, a type, and those of its fields to which they apply. */
export function readTable(text: string): Table {
  const table: Table = new Map();
  const lines = text.split('\n').filter((line) => /^\S/.test(line) && !line.startsWith('#'));
  const [heading = '', ...rows] = lines;
  const headed = heading.trim().split(/\s+/);
  if (headed.join() !== columns.join()) throw new Error(`the columns are not ${columns.join()}`);
  for (const row of rows) {
    const cells = row.trim().split(/\s+/);
    const [type = '', ...fields] = cells.slice(columns.length);
    for (const field of fields) {
      const name = `${type}.${field}`;
      if (table.has(name)) throw new Error(`${name} has two rows`);
      table.set(name, cells.slice(0, columns.length));
    }
  }
  return table;
}

/** Rows of some of the fields, in the format of `table.txt`. */
export function printRows(
  cellsOf: (column: Column, field: string) => Cell,
  fields: readonly string[] = fieldsOfSchema,
): string {
  const rows = new Map<string, string>();
  for (const name of fields.toSorted(byType)) {
    const [type = '', field = ''] = name.split('.');
    const cells = columns.map((column) => cellsOf(column, name).padEnd(column.length)).join(' ');
    const row = `${cells}  ${type}`;
    rows.set(row, `${rows.get(row) ?? row} ${field}`);
  }
  return [...rows.values()].join('\n');
}

/** Types that are requested first come first. */
function byType(a: string, b: string): number {
  return placeOf(a) - placeOf(b) || (a < b ? -1 : 1);
}

function placeOf(name: string): number {
  const at = rootTypes.indexOf(name.split('.')[0] ?? '');
  return at === -1 ? rootTypes.length : at;
}
