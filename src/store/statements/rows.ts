import { expressionBuilder } from 'kysely';
import type { Compilable, Insertable, InsertQueryBuilder, InsertResult } from 'kysely';
import { columnsOf } from './columns.ts';
import type { Schema } from './columns.ts';
import type { Dialect } from './dialect.ts';
import type { Each, Rows } from './each.ts';
import type { Owned } from './owned.ts';
import { shared } from './tables.ts';
import type { Column, Followed, Row, Tables } from './tables.ts';
import { statement } from './statement.ts';
import type { Slots, Statement } from './statement.ts';

type Inserting<Table extends keyof Tables> = InsertQueryBuilder<Tables, Table, InsertResult>;

interface Insert<Table extends keyof Tables, Made extends Column<Table>> {
  /** The columns that the database makes itself. */
  made?: readonly Made[];
  /** The columns by which a row that was inserted is recognised. */
  key?: readonly Column<Table>[];
  /** What to do where the row exists already. */
  conflict?: (insert: Inserting<Table>) => Inserting<Table>;
}

/** Leaves a row that exists already as it is. */
export const doNothing = <Table extends keyof Tables>(insert: Inserting<Table>): Inserting<Table> =>
  insert.onConflict((conflict) => conflict.doNothing());

/** Inserts whole rows. */
export function insertInto<Table extends keyof Tables, Made extends Column<Table> = never>(
  table: Table,
  schema: Schema<NoInfer<Table>>,
  { made = [], key = [], conflict = (insert) => insert }: Insert<NoInfer<Table>, Made> = {},
): Each<Omit<Row<Table>, Made>, Partial<Row<Table>>> {
  const columns = columnsOf<Table>(schema).filter((column) => !made.includes(column as Made));
  const inserting = statement<Row<Table> & Rows>()(({ db, passed }, at) => {
    const insert = db.insertInto(table);
    if (passed === null) {
      return conflict(insert.values(only(at, columns) as unknown as Insertable<Tables[Table]>));
    }
    const rows = shared<Owned>(db)
      .selectFrom(passed(table as Owned, at.rows))
      .select(columns as never);
    const all = conflict(insert.columns(columns as never).expression(rows as never));
    return key.length === 0 ? all : all.returning(key as never);
  });
  return { statement: inserting as unknown as Statement<never, Partial<Row<Table>>>, key };
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
 * Updates these columns of rows that must still have the revision that they were read with, and increments the
 * revision.
 */
export const updateOf = <Table extends Followed, Written extends Column<Table>>(
  table: Table,
  columns: readonly Written[],
): Each<Pick<Row<Table>, Written> & Guard, unknown> =>
  updating(columns, (dialect, at, set) => {
    const followed: Followed = table;
    const all = shared<Followed>(dialect.db).updateTable(followed);
    const { passed } = dialect;
    if (passed === null) {
      return all
        .set(set as never)
        .set({ revision: (eb) => eb('revision', '+', 1) })
        .where('id', '=', at.id)
        .where('revision', '=', at.revision);
    }
    return all
      .from(passed(followed, at.rows))
      .set(set as never)
      .set({ revision: (eb) => eb(`${followed}.revision`, '+', 1) })
      .whereRef(`${followed}.id`, '=', 'passed.id')
      .whereRef(`${followed}.revision`, '=', 'passed.revision');
  });

/** Updates these columns of rows. */
export const updateUnguarded = <Written extends Column<'webhook_deliveries'>>(
  table: 'webhook_deliveries',
  columns: readonly Written[],
): Each<Pick<Row<'webhook_deliveries'>, Written | 'id'>, unknown> =>
  updating(columns, ({ db, passed }, at, set) => {
    const all = db.updateTable(table);
    if (passed === null) return all.set(set as never).where('id', '=', at.id);
    return all
      .from(passed(table, at.rows))
      .set(set as never)
      .whereRef(`${table}.id`, '=', 'passed.id');
  });

/** `set`: the value of each column, from its own slot or from the row that is given. */
function updating<Passed>(
  columns: readonly string[],
  build: (dialect: Dialect, at: Slots<Guard & Rows>, set: object) => Compilable,
): Each<Passed, unknown> {
  const made = statement<Guard & Rows>()((dialect, at) => {
    const rows = expressionBuilder<{ passed: Record<string, unknown> }, 'passed'>();
    const ofPassed = columns.map((column) => [column, rows.ref(`passed.${column}`)]);
    const set = dialect.passed === null ? only(at, columns as never) : Object.fromEntries(ofPassed);
    return build(dialect, at, set as object);
  });
  return { statement: made, key: [] };
}

/** Adds to the counters of merchants, and returns them. They are locked in the order of ids, whatever the plan. */
export function countersOf(): Each<Counter, Counter> {
  const adding = statement<Counter & Rows>()(({ db, passed, isIn, idsOf, locked }, at) => {
    const all = db.updateTable('merchants');
    if (passed === null) {
      return all
        .set({ last_seq: (eb) => eb('last_seq', '+', at.last_seq) })
        .where('id', '=', at.id)
        .returning(['id', 'last_seq']);
    }
    const ids = db.selectFrom(passed('merchants', at.rows)).select('passed.id');
    const those = db.selectFrom('merchants').select('id').where('id', isIn, idsOf(ids));
    const inOrder = locked(those);
    return all
      .from(passed('merchants', at.rows))
      .innerJoin(inOrder.as('locked'), 'locked.id', 'passed.id')
      .set({ last_seq: (eb) => eb('merchants.last_seq', '+', eb.ref('passed.last_seq')) })
      .whereRef('merchants.id', '=', 'passed.id')
      .returning(['merchants.id', 'merchants.last_seq']);
  });
  return { statement: adding, key: [] };
}

type Counter = Pick<Row<'merchants'>, 'id' | 'last_seq'>;
