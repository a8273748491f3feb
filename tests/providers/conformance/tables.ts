import { deepStrictEqual } from 'node:assert/strict';
import type { Harness } from './harness.ts';
import type { Case } from './cases.ts';

/** Comes after all cases that read the tables: a row that none of them has read is untried. */
export function tableCases({ subject }: Harness): Case[] {
  return Object.entries(subject.tables ?? {}).map(([name, table]) => {
    const read = watch(table);
    return {
      title: `${name}: each row is read by a case`,
      run: () =>
        deepStrictEqual(
          Object.keys(table).filter((row) => !read.has(row)),
          [],
        ),
    };
  });
}

/** Notes which rows are read from now on. */
function watch(table: Readonly<Record<string, unknown>>): ReadonlySet<string> {
  const read = new Set<string>();
  for (const [row, value] of Object.entries(table)) {
    Object.defineProperty(table, row, {
      configurable: true,
      enumerable: true,
      get() {
        read.add(row);
        return value;
      },
    });
  }
  return read;
}
