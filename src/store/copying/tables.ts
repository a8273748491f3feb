import type { Kysely } from 'kysely';
import { schemas } from '../statements/named-columns.ts';
import { columnsOf } from '../statements/columns.ts';
import { insertInto } from '../statements/rows.ts';
import { statement } from '../statements/statement.ts';
import type { Param, Slots } from '../statements/statement.ts';
import type { Tables } from '../statements/tables.ts';
import type { Sql } from '../sql.ts';

type Table = keyof Tables;

/** A row with all of its columns. */
export type WholeRow = Readonly<Record<string, Param>>;

/** A table that is copied row by row, in the order of its primary key. */
export interface WholeTable {
  name: Table;
  key: readonly string[];
  columns: readonly string[];
  /** The rows after this one, or from the first on. */
  page(sql: Sql, after: WholeRow | null, limit: number): Promise<WholeRow[]>;
  insert(sql: Sql, rows: readonly WholeRow[]): Promise<void>;
}

/** Each comes after those that its rows refer to. */
const inOrder = [
  'merchants',
  'api_keys',
  'checkout_themes',
  'data_keys',
  'personal_data',
  'erasures',
  'search_entries',
  'provider_accounts',
  'access_tokens',
  'payment_links',
  'payment_link_uses',
  'orders',
  'left_accounts',
  'abnormal_payments',
  'refunds',
  'settlements',
  'provider_calls',
  'evidence',
  'webhook_deliveries',
  'awaited_subjects',
  // Before events: PostgreSQL makes those that are missing.
  'event_states',
  'events',
  'event_endpoints',
  'event_deliveries',
  'event_senders',
  'retention_tasks',
  'idempotency_keys',
  'cancel_intentions',
  'attention_items',
  'unmatched_records',
  'audit_entries',
  'audit_outcomes',
  'audit_subjects',
] as const satisfies readonly Table[];

/** Does not compile where a table is missing. */
const everyTable: Exclude<Table, (typeof inOrder)[number]> extends never ? typeof inOrder : never =
  inOrder;

/** Stands for any table, with its columns as texts. */
type Any = Kysely<{ row: Readonly<Record<string, string>> }>;
type After = Record<string, Param> & { limit: number };

function wholeTable(name: Table): WholeTable {
  const schema = schemas.get(name);
  if (schema === undefined) throw new Error(`no table ${name}`);
  const columns: readonly string[] = columnsOf<Table>(schema);
  const isKey = Object.values(schema.meta.properties).map(
    (property) => (property as { primary?: boolean }).primary === true,
  );
  const key = columns.filter((_column, at) => isKey[at]);
  const rows = (db: unknown, limit: Slots<After>['limit']) => {
    let some = (db as Any).selectFrom(name as 'row').select([...columns]);
    for (const column of key) some = some.orderBy(column);
    return some.limit(limit);
  };
  const first = statement<{ limit: number }>()(({ db }, at) => rows(db, at.limit as never));
  const next = statement<After>()(({ db }, at) =>
    rows(db, at.limit).where((eb) => {
      const [only = '', ...more] = key;
      if (more.length === 0) return eb(only, '>', at[only] as never);
      const slots = key.map((column) => at[column]) as never;
      const { refTuple, tuple } = eb as unknown as Record<string, (...of: never) => never>;
      return eb(refTuple?.(...(key as never)) as never, '>', tuple?.(...slots) as never);
    }),
  );
  const inserting = insertInto(name, schema);
  return {
    name,
    key,
    columns,
    async page(sql, after, limit) {
      const found = await (after === null
        ? sql.all(first, { limit })
        : sql.all(next, { ...valuesOf(after, key), limit }));
      return found;
    },
    async insert(sql, some) {
      await sql.runEach(inserting, some);
    },
  };
}

const valuesOf = (row: WholeRow, columns: readonly string[]): Record<string, Param> =>
  Object.fromEntries(columns.map((column) => [column, row[column] ?? null]));

export const wholeTables: readonly WholeTable[] = everyTable.map(wholeTable);
