import { UnderscoreNamingStrategy } from '@mikro-orm/core';
import type { Insertable, InsertQueryBuilder, InsertResult, UpdateResult } from 'kysely';
import { shared } from './tables.ts';
import type { Column, Row, Tables } from './tables.ts';
import { statement } from './statement.ts';
import type { Slots, Statement } from './statement.ts';

/** What is used of an entity's schema. */
export interface Schema {
  meta: { properties: Readonly<Record<string, unknown>> };
}

const naming = new UnderscoreNamingStrategy();

/** The columns of a table, named as the ORM names them. */
export function columnsOf<Table extends keyof Tables>(_table: Table, schema: Schema) {
  return Object.entries(schema.meta.properties).map(([name, property]) => {
    const column = naming.propertyToColumnName(name);
    const isReference = (property as { kind?: string }).kind === 'm:1';
    return (isReference ? `${column}_id` : column) as Column<Table>;
  });
}

type Inserting<Table extends keyof Tables> = InsertQueryBuilder<Tables, Table, InsertResult>;

/** Writes whole rows. `conflict`: what is done where there is one already. */
export function insertInto<Table extends keyof Tables>(
  table: Table,
  schema: Schema,
  conflict: (insert: Inserting<Table>) => Inserting<Table> = (insert) => insert,
): Statement<Row<Table>, InsertResult> {
  const columns = columnsOf(table, schema);
  return statement<Row<Table>>()(({ db }, at) =>
    conflict(
      db.insertInto(table).values(only(at, columns) as unknown as Insertable<Tables[Table]>),
    ),
  );
}

/** Of these columns, the places. */
export function only<Params, Name extends keyof Params>(
  at: Slots<Params>,
  names: readonly Name[],
): Pick<Slots<Params>, Name> {
  return Object.fromEntries(names.map((name) => [name, at[name]])) as Pick<Slots<Params>, Name>;
}

/** Tables of rows that are guarded by their revision. */
type Guarded = 'orders' | 'refunds' | 'settlements' | 'abnormal_payments';

interface Guard {
  id: string;
  revision: number;
}

/** Writes these columns of a row that must still have the revision that it was read with, and counts that. */
export function updateOf<Table extends Guarded, Written extends Column<Table>>(
  table: Table,
  columns: readonly Written[],
): Statement<Pick<Row<Table>, Written> & Guard, UpdateResult> {
  const guarded: Guarded = table;
  return statement<Guard>()(({ db }, at) =>
    shared<Guarded>(db)
      .updateTable(guarded)
      .set(only(at, columns as never))
      .set({ revision: (eb) => eb('revision', '+', 1) })
      .where('id', '=', at.id)
      .where('revision', '=', at.revision),
  );
}
