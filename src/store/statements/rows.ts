import { UnderscoreNamingStrategy } from '@mikro-orm/core';
import type { Insertable, InsertQueryBuilder, InsertResult, UpdateResult } from 'kysely';
import { shared } from './tables.ts';
import type { Column, Followed, Row, Tables } from './tables.ts';
import { statement } from './statement.ts';
import type { Slots, Statement } from './statement.ts';

/** The part of an entity's schema that is used here. */
export interface Schema<Table extends keyof Tables> {
  readonly tableName?: Table;
  meta: { properties: Readonly<Record<string, unknown>> };
}

const naming = new UnderscoreNamingStrategy();

/** The columns of a table, named as the ORM names them. */
export function columnsOf<Table extends keyof Tables>({ meta }: Schema<Table>) {
  return Object.entries(meta.properties).map(([name, property]) => {
    const column = naming.propertyToColumnName(name);
    const isReference = (property as { kind?: string }).kind === 'm:1';
    return (isReference ? `${column}_id` : column) as Column<Table>;
  });
}

type Inserting<Table extends keyof Tables> = InsertQueryBuilder<Tables, Table, InsertResult>;

/** Inserts whole rows. `conflict`: what to do where the row exists already. */
export function insertInto<Table extends keyof Tables>(
  table: Table,
  schema: Schema<NoInfer<Table>>,
  conflict: (insert: Inserting<Table>) => Inserting<Table> = (insert) => insert,
): Statement<Row<Table>, InsertResult> {
  const columns = columnsOf<Table>(schema);
  return statement<Row<Table>>()(({ db }, at) =>
    conflict(
      db.insertInto(table).values(only(at, columns) as unknown as Insertable<Tables[Table]>),
    ),
  );
}

/** The slots of these columns. */
export function only<Params, Name extends keyof Params>(
  at: Slots<Params>,
  names: readonly Name[],
): Pick<Slots<Params>, Name> {
  return Object.fromEntries(names.map((name) => [name, at[name]])) as Pick<Slots<Params>, Name>;
}

interface Guard {
  id: string;
  revision: number;
}

/**
 * Updates these columns of a row that must still have the revision that it was read with, and increments the revision.
 */
export function updateOf<Table extends Followed, Written extends Column<Table>>(
  table: Table,
  columns: readonly Written[],
): Statement<Pick<Row<Table>, Written> & Guard, UpdateResult> {
  const followed: Followed = table;
  return statement<Guard>()(({ db }, at) =>
    shared<Followed>(db)
      .updateTable(followed)
      .set(only(at, columns as never))
      .set({ revision: (eb) => eb('revision', '+', 1) })
      .where('id', '=', at.id)
      .where('revision', '=', at.revision),
  );
}
