import { readFileSync } from 'node:fs';
import { isObjectType } from 'graphql';
import { beforeAll, describe, expect, it } from 'vitest';
import { schema } from '../../support/schema.ts';
import { rootsOf } from './roots.ts';
import { columns } from './fixture.ts';
import type { Column, Fixture } from './fixture.ts';
import { printRows, readTable } from './table.ts';
import { fieldsOfSchema, rootTypes, walk } from './walk.ts';
import type { Seen } from './walk.ts';

const table = readTable(readFileSync(new URL('table.txt', import.meta.url), 'utf8'));

export function describeTable(fixture: () => Fixture): void {
  describe('the table of principals and fields', () => {
    const seen = new Map<Column, Seen>();
    const cellOf = (column: Column, field: string) => seen.get(column)?.cells.get(field) ?? '-';

    beforeAll(async () => {
      const roots = rootsOf(fixture());
      for (const column of columns) seen.set(column, await walk(fixture(), roots, column));
    });

    it('has a row for every field of the schema', () => {
      const missing = fieldsOfSchema.filter((field) => !table.has(field));
      // The rows to be added after a review.
      expect(printRows(cellOf, missing)).toBe('');
    });

    it('has no row for a field that is gone', () => {
      const gone = [...table.keys()].filter((field) => !fieldsOfSchema.includes(field));
      expect({ 'rows without a field': gone }).toEqual({ 'rows without a field': [] });
    });

    it.each(columns)('is what is shown: %s', (column) => {
      const at = columns.indexOf(column);
      const wrong = fieldsOfSchema.flatMap((field) => {
        const [is, expected] = [cellOf(column, field), table.get(field)?.[at]];
        return expected === undefined || is === expected
          ? []
          : [`${field} is "${is}", not "${expected}"`];
      });
      expect(wrong).toEqual([]);
    });

    it('is about fields that have a value somewhere: nothing is shown only for want of one', () => {
      const empty = fieldsOfSchema.filter((field) => {
        const isRoot = rootTypes.includes(field.split('.')[0] ?? '');
        return !isRoot && ![...seen.values()].some(({ values }) => values.has(field));
      });
      expect({ 'null wherever the stage has them': empty }).toEqual({
        'null wherever the stage has them': [],
      });
    });
  });

  it('says in the schema whom each field of Query, Mutation and Subscription is for', () => {
    const open = rootTypes.flatMap((name) => {
      const type = schema.getType(name);
      const fields = isObjectType(type) ? Object.values(type.getFields()) : [];
      return fields
        .filter(({ extensions }) => !hasScopes(extensions['pothosOptions']))
        .map((field) => `${name}.${field.name}`);
    });
    expect({ 'without authScopes': open }).toEqual({ 'without authScopes': [] });
  });
}

function hasScopes(options: unknown): boolean {
  const { authScopes } = (options ?? {}) as { authScopes?: unknown };
  return typeof authScopes === 'function' || typeof authScopes === 'object';
}
