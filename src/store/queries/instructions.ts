import type { Instruction } from '../../domain/instructions/instruction.ts';
import type { Submission } from '../../domain/instructions/submission.ts';
import { decode, encode } from '../json.ts';
import type { Pause } from '../aggregates/steps.ts';
import type { Owner, Sql } from '../sql.ts';
import { readsOf } from '../statements/followed.ts';
import { recordsBy, viewsBy } from '../statements/members.ts';
import type { Members } from '../statements/members.ts';
import { byIdOf } from '../statements/owned.ts';
import type { Column, Followed, Row } from '../statements/tables.ts';
import { keyedReads } from './instructions/keys.ts';
import { attentionFrom } from './instructions/table.ts';
import type { Changed, Common, FollowedTable, RecordKey } from './instructions/table.ts';
import { writesOf } from './instructions/writes.ts';
import { accountIds } from './merchants.ts';
import { firstIdAt, isSet, rangesOf } from './pages.ts';
import type { CreatedFilter, Page, Range } from './pages.ts';

export { attentionFrom, pairsOf, StaleRecordError } from './instructions/table.ts';
export type { Changed, FollowedTable, NumberAt, RecordKey } from './instructions/table.ts';

/** Reads and writes that all followed objects share. */
export interface FollowedQueries<Table extends Followed, Known, Status> {
  record: (row: Row<Table>) => Known;
  /** A brief record (`statements/members.ts`). */
  view: (row: Row<Table>) => Known;
  members: Members<Row<Table>, Known>;
  byId: (sql: Sql, id: string, owner?: Owner) => Promise<Known | null>;
  /** In no particular order. */
  byIds: (sql: Sql, ids: readonly string[], owner?: Owner) => Promise<Known[]>;
  /** The same as records of which a member is read when somebody asks for it (`statements/members.ts`). */
  viewsByIds: (sql: Sql, ids: readonly string[], owner?: Owner) => Promise<Known[]>;
  byNumber: (sql: Sql, accountId: string, number: string) => Promise<Known | null>;
  byNumbers: (sql: Sql, accountId: string, numbers: readonly string[]) => Promise<Known[]>;
  /**
   * All rows that the keys lead to, in no particular order, within a write transaction. `locks`: whether roots of
   * aggregates are locked; otherwise they are read as they are committed.
   */
  byKeys: (tx: Sql, keys: readonly RecordKey[], locks: boolean) => Promise<Known[]>;
  /** Of an account, oldest first. `statuses`: null for all. */
  createdWithin: (
    sql: Sql,
    accountId: string,
    range: CreatedRange,
    statuses: readonly Status[] | null,
    page: Page,
  ) => Promise<Known[]>;
  insert: (tx: Sql, record: Known) => Promise<void>;
  insertAll: (tx: Sql, records: readonly Known[], pause?: Pause) => Promise<void>;
  /** Updates a record that must still have the revision that it was read with. `before`: as it was then. */
  update: (tx: Sql, record: Known, before?: Known) => Promise<void>;
  updateAll: (tx: Sql, changed: readonly Changed<Known>[], pause?: Pause) => Promise<void>;
}

export interface CreatedRange {
  /** Epoch milliseconds; both ends are included. */
  from: number;
  to: number;
}

export function queriesOf<
  Table extends Followed,
  Known extends Common,
  Fixed extends Column<Table>,
  Status extends string,
>(of: FollowedTable<Table, Known, Fixed>): FollowedQueries<Table, Known, Status> {
  const { byId, byIds } = byIdOf<Table>(of.table);
  const statements = readsOf(of.table, of.number as 'id');
  const lockedByKeys = keyedReads(of);
  const committedByKeys = of.isRoot === true ? keyedReads({ ...of, isRoot: false }) : lockedByKeys;
  const { insertAll, updateAll } = writesOf(of);
  const [record, view] = [recordsBy(of.members), viewsBy(of.members)];
  const all = (rows: unknown[]): Known[] => rows.map((row) => record(row as Row<Table>));
  const one = (row: unknown): Known | null =>
    row === undefined ? null : record(row as Row<Table>);
  return {
    record,
    view,
    members: of.members,
    byId: async (sql, id, owner) => one(await byId(sql, id, owner)),
    byIds: async (sql, ids, owner) => all(await byIds(sql, ids, owner)),
    viewsByIds: async (sql, ids, owner) => (await byIds(sql, ids, owner)).map(view),
    byNumber: async (sql, account, number) =>
      one(await sql.get(statements.one, { account, number })),
    async byNumbers(sql, account, some) {
      const numbers = JSON.stringify(some);
      return all(await sql.all(statements.some, { account, numbers }));
    },
    byKeys: async (tx, keys, locks) =>
      all(await (locks ? lockedByKeys : committedByKeys)(tx, keys)),
    async createdWithin(sql, account, { from, to }, only, { first, after }) {
      const above = after ?? firstIdAt(of.prefix, from);
      const params = { account, above, below: firstIdAt(of.prefix, to + 1), first };
      if (only === null) return all(await sql.all(statements.created, params));
      const statuses = JSON.stringify(only);
      return all(await sql.all(statements.createdOf, { ...params, statuses }));
    },
    insert: (tx, record) => insertAll(tx, [record]),
    insertAll,
    update: (tx, now, before) => updateAll(tx, [{ now, before }]),
    updateAll,
  };
}

/** The columns that orders, refunds and settlements have in common. */
type InstructionRow = {
  [Name in keyof Row<'orders'> & keyof Row<'refunds'> & keyof Row<'settlements'>]: Name extends
    'status' | 'evidence'
    ? unknown
    : Row<'orders'>[Name];
};

const instructionMembers: Members<InstructionRow, Instruction> = {
  id: (row) => row.id,
  merchantId: (row) => row.merchant_id,
  accountId: (row) => row.account_id,
  reference: (row) => row.reference,
  providerReference: (row) => row.provider_reference,
  submission: (row) => decode<Submission>(row.submission),
  checkAt: (row) => row.check_at,
  checks: (row) => row.checks,
  lastCheckAt: (row) => row.last_check_at,
  unknownSince: (row) => row.unknown_since,
  needsAttention: (row) => row.needs_attention === 1,
  attention: (row) => attentionFrom(row.attention),
  version: (row) => row.version,
  revision: (row) => row.revision,
  createdAt: (row) => row.created_at,
  updatedAt: (row) => row.updated_at,
};

/** The columns that never change, in all three tables. */
const fixed = ['id', 'merchant_id', 'reference', 'provider_reference', 'created_at'] as const;
type SharedFixed = (typeof fixed)[number];

const fixedColumns = (instruction: Instruction) => ({
  id: instruction.id,
  merchant_id: instruction.merchantId,
  reference: instruction.reference,
  provider_reference: instruction.providerReference,
  created_at: instruction.createdAt,
});

const usual = (instruction: Instruction) => ({
  check_at: instruction.checkAt,
  checks: instruction.checks,
  version: instruction.version,
  revision: instruction.revision,
  updated_at: instruction.updatedAt,
});

const changing = (instruction: Instruction) => ({
  ...usual(instruction),
  account_id: instruction.accountId,
  submission: encode(instruction.submission),
  last_check_at: instruction.lastCheckAt,
  unknown_since: instruction.unknownSince,
  needs_attention: instruction.needsAttention ? 1 : 0,
  attention: encode(instruction.attention),
});

const rareColumns = [
  'account_id',
  'submission',
  'last_check_at',
  'unknown_since',
  'needs_attention',
  'attention',
] as const;

const rare = (instruction: Instruction): unknown[] => [
  instruction.accountId,
  instruction.submission,
  instruction.lastCheckAt,
  instruction.unknownSince,
  instruction.needsAttention,
  instruction.attention,
];

type SharedColumn = SharedFixed | keyof ReturnType<typeof changing>;

/** What differs between orders, refunds and settlements: their own columns. */
type InstructionTable<
  Table extends 'orders' | 'refunds' | 'settlements',
  Known extends Instruction,
  Fixed extends Column<Table>,
> = Pick<FollowedTable<Table, Known, Fixed>, 'table' | 'schema' | 'isRoot' | 'prefix' | 'fixed'> &
  Partial<Pick<FollowedTable<Table, Known, Fixed>, 'rare' | 'rareColumns' | 'usual'>> & {
    members: Members<Row<Table>, Omit<Known, keyof Instruction>>;
    fixedColumns: (record: Known) => Pick<Row<Table>, Fixed>;
    changing: (record: Known) => Pick<Row<Table>, Exclude<Column<Table>, Fixed | SharedColumn>>;
  };

/** `queriesOf` for instructions, with the columns that all of them have. */
export function instructionQueries<
  Table extends 'orders' | 'refunds' | 'settlements',
  Known extends Instruction,
  Fixed extends Column<Table>,
  Status extends string,
>(of: InstructionTable<Table, Known, Fixed>): FollowedQueries<Table, Known, Status> {
  type Whole = FollowedTable<Table, Known, Fixed | (SharedFixed & Column<Table>)>;
  return queriesOf<Table, Known, Fixed | (SharedFixed & Column<Table>), Status>({
    ...of,
    number: 'provider_reference' as Column<Table>,
    numberOf: ({ providerReference }) => providerReference,
    fixed: [...fixed, ...of.fixed] as unknown as Whole['fixed'],
    members: { ...instructionMembers, ...of.members } as unknown as Members<Row<Table>, Known>,
    fixedColumns: (record) =>
      ({ ...fixedColumns(record), ...of.fixedColumns(record) }) as ReturnType<
        Whole['fixedColumns']
      >,
    changing: (record) =>
      ({ ...changing(record), ...of.changing(record) }) as ReturnType<Whole['changing']>,
    usual: (record) =>
      ({ ...usual(record), ...(of.usual ?? of.changing)(record) }) as ReturnType<Whole['usual']>,
    rareColumns: [...rareColumns, ...(of.rareColumns ?? [])] as Column<Table>[],
    rare: (record) => [...rare(record), ...(of.rare?.(record) ?? [])],
  });
}

/** The filters for orders and settlements. */
export interface InstructionSearch extends CreatedFilter {
  reference?: string | null;
  statuses?: readonly string[] | null;
  account?: string | null;
  provider?: string | null;
}

/** The index columns of the ranges of `instructionRanges`. */
export const instructionShapes = [
  { columns: ['merchant_id'] },
  { columns: ['merchant_id', 'status'] },
  { columns: ['account_id'] },
  { columns: ['account_id', 'status'] },
  { columns: ['account_id', 'reference', 'status'] },
] as const;

/** The index ranges for a search of a merchant. A reference is looked up in each account and status. */
export async function instructionRanges(
  sql: Sql,
  merchantId: string,
  { reference, statuses, account, provider }: InstructionSearch,
  allStatuses: readonly string[],
): Promise<Range[]> {
  const params = statuses ? { status: statuses } : null;
  if (!isSet(reference) && !isSet(account) && !isSet(provider)) {
    return rangesOf({ merchant_id: [merchantId], ...params });
  }
  const accounts = { account_id: await accountIds(sql, merchantId, { account, provider }) };
  return isSet(reference)
    ? rangesOf({ ...accounts, reference: [reference], status: statuses ?? allStatuses })
    : rangesOf({ ...accounts, ...params });
}
