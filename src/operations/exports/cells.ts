import { add, printAmount } from '../../domain/money.ts';
import type { Money } from '../../domain/money.ts';

/** The value of a column in a line. Null: not known, or does not apply. */
export type Cell = string | number | readonly object[] | null;

/**
 * What a column holds. TEXT may have been written by anybody; only CODE and AMOUNT are safe as they are: our own ids,
 * names and times, and exact decimals, with a sign where they are negative.
 */
export type ColumnKind = 'TEXT' | 'CODE' | 'AMOUNT' | 'NUMBER' | 'JSON';

/** One line, by the names of its columns. */
export type Line = Readonly<Record<string, Cell>>;

export type ExportFormat = 'csv' | 'ndjson';

/** Writes lines in one format. */
export interface LineFormat {
  contentType: string;
  /** What comes before the first line. */
  head: string;
  line: (line: Line) => string;
}

/** `columns`: in their order, with what each holds. */
export function lineFormat(
  format: ExportFormat,
  columns: Readonly<Record<string, ColumnKind>>,
): LineFormat {
  const all = Object.entries(columns);
  if (format === 'ndjson') {
    const names = all.map(([name]) => name);
    return {
      contentType: 'application/x-ndjson; charset=utf-8',
      head: '',
      line: (line) =>
        `${JSON.stringify(Object.fromEntries(names.map((name) => [name, line[name] ?? null])))}\n`,
    };
  }
  return {
    contentType: 'text/csv; charset=utf-8; header=present',
    head: row(all.map(([name]) => name)),
    line: (line) => row(all.map(([name, kind]) => csvCell(line[name] ?? null, kind))),
  };
}

const row = (cells: readonly string[]): string => `${cells.join(',')}\r\n`;

function csvCell(cell: Cell, kind: ColumnKind): string {
  if (cell === null) return '';
  const text = typeof cell === 'object' ? JSON.stringify(cell) : String(cell);
  // In JSON a semicolon stands in strings alone. Written so, it ends no cell.
  if (kind === 'JSON') return quoted(text.replaceAll(';', String.raw`\u003b`));
  return quoted(kind === 'TEXT' ? harmless(text) : text);
}

/** RFC 4180. */
const quoted = (text: string): string =>
  /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;

/**
 * A spreadsheet takes a text that begins with one of these for a formula, full-width ones too. An apostrophe before it
 * makes it text. A text that begins with an apostrophe gets one as well, so that the first one can be removed again.
 * The same goes after each semicolon, tab and line break: where one of these separates cells, a cell begins there.
 */
const harmless = (text: string): string => text.replaceAll(cellStart, "'");
const cellStart = /^(?=['=+\-@\t\r\n＝＋－＠])|(?<=[;\t\r\n])(?=['=+\-@＝＋－＠])/g;

export const printTime = (at: number | null | undefined): string | null =>
  at === null || at === undefined ? null : new Date(at).toISOString();

export const printMoney = (amount: Money | null | undefined): string | null =>
  amount === null || amount === undefined ? null : printAmount(amount);

/** The sum of amounts in one currency; null where there are none. */
export function printSum(amounts: readonly Money[] | null | undefined): string | null {
  const [first, ...more] = amounts ?? [];
  return first === undefined ? null : printAmount(more.reduce(add, first));
}
