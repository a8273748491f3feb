import { noAttention } from '../../../domain/attention/attention.ts';
import type { Attention } from '../../../domain/attention/attention.ts';
import { decode } from '../../json.ts';
import type { Schema } from '../../statements/columns.ts';
import type { Members } from '../../statements/members.ts';
import type { Column, Followed, Row } from '../../statements/tables.ts';

/** Another process has changed the row since it was read. The queue runs the change again. */
export class StaleRecordError extends Error {
  override readonly name = 'StaleRecordError';
}

/** Members that every record has. */
export interface Common {
  id: string;
  merchantId: string;
  accountId: string;
  checkAt: number | null;
  checks: number;
  version: number;
  revision: number;
  createdAt: number;
  updatedAt: number;
}

/** What differs between the tables of followed objects. `Fixed`: the columns that never change. */
export interface FollowedTable<
  Table extends Followed,
  Known extends Common,
  Fixed extends Column<Table>,
> {
  table: Table;
  schema: Schema<Table>;
  /** Whether its rows are roots of aggregates: whoever changes an aggregate locks its root. */
  isRoot?: boolean;
  /** The prefix of its ids. */
  prefix: string;
  /** The column of the number by which the provider knows it. The number is unique at an account. */
  number: Column<Table>;
  numberOf: (record: Known) => string;
  /** Columns that updates leave out: an update that named them would rewrite all their indexes. */
  fixed: readonly Fixed[];
  members: Members<Row<Table>, Known>;
  fixedColumns: (record: Known) => Pick<Row<Table>, Fixed>;
  changing: (record: Known) => Pick<Row<Table>, Exclude<Column<Table>, Fixed>>;
  /** Of these, what nearly every change alters. */
  usual: (record: Known) => Partial<Row<Table>>;
  /** The other ones: an update leaves them out, with their indexes, unless one has changed. */
  rareColumns: readonly Column<Table>[];
  /** The values that the rare columns follow from. */
  rare: (record: Known) => readonly unknown[];
}

/** How a change finds a row: by our id, or by the number at an account. */
export type RecordKey = { id: string } | NumberAt;
export interface NumberAt {
  accountId: string;
  reference: string;
}

/** A record, and as it was when it was read. */
export interface Changed<Known> {
  now: Known;
  before?: Known | undefined;
}

/** Nearly all rows have none. */
export const attentionFrom = (text: string | null): Attention =>
  text === null || text === '{}' ? noAttention : decode<Attention>(text);

export const pairsOf = (numbers: readonly NumberAt[]): [string, string][] =>
  numbers.map(({ accountId, reference }) => [accountId, reference]);
