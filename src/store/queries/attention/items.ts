import type { Compilable } from 'kysely';
import { attentionReasons } from '../../../domain/attention/attention.ts';
import type { AttentionItem, AttentionReason } from '../../../domain/attention/attention.ts';
import { AttentionItemSchema } from '../../entities/attention/attention-item.ts';
import type { Sql, Tx } from '../../sql.ts';
import { along } from '../../statements/along.ts';
import { columnsOf } from '../../statements/columns.ts';
import type { Dialect } from '../../statements/dialect.ts';
import { indexOf, rowsBy } from '../../statements/lists.ts';
import { insertInto } from '../../statements/rows.ts';
import { statement } from '../../statements/statement.ts';
import type { Slots } from '../../statements/statement.ts';
import type { Row } from '../../statements/tables.ts';
import { accountIds } from '../merchants.ts';
import { isSet, merged } from '../pages.ts';
import type { Page } from '../pages.ts';

/** An item as lists have it. Its id is its place in them: the oldest first. */
export type ListedItem = AttentionItem & { id: string };

const table = 'attention_items';
type ItemRow = Row<typeof table>;
const columns = columnsOf<typeof table>(AttentionItemSchema);

const fromRow = (row: ItemRow): ListedItem => ({
  id: row.id,
  merchantId: row.merchant_id,
  accountId: row.account_id,
  orderId: row.order_id,
  subjectId: row.subject_id,
  reason: row.reason,
  since: row.since,
});

const idOf = ({ since, subjectId, reason }: AttentionItem): string =>
  `att_${String(Math.max(0, since)).padStart(15, '0')}.${subjectId}.${reason}`;

const insert = insertInto(table, AttentionItemSchema, {
  key: ['subject_id', 'reason'],
  conflict: (inserting) =>
    inserting.onConflict((conflict) => conflict.columns(['subject_id', 'reason']).doNothing()),
});

/**
 * Adds what needs a person from now on, and reports after the commit what was not there yet. Call it in the transaction
 * of the change that made it so.
 */
export async function raise(tx: Tx, items: readonly AttentionItem[]): Promise<void> {
  if (items.length === 0) return;
  const rows = items.map((item) => ({
    id: idOf(item),
    merchant_id: item.merchantId,
    account_id: item.accountId,
    order_id: item.orderId,
    subject_id: item.subjectId,
    reason: item.reason,
    since: item.since,
  }));
  const isNew = await tx.insertNew(insert, rows);
  for (const [at, item] of items.entries()) {
    if (isNew[at] === true) tx.attention({ item, isRaised: true });
  }
}

interface Which {
  subject: string;
  reason: AttentionReason;
}

const remove = statement<Which>()(({ db }, at) =>
  db
    .deleteFrom(table)
    .where('subject_id', '=', at.subject)
    .where('reason', '=', at.reason)
    .returning(columns),
);

/** Removes what needs a person no more, and reports after the commit what was there. */
export async function end(
  tx: Tx,
  items: readonly Pick<AttentionItem, 'subjectId' | 'reason'>[],
): Promise<void> {
  for (const { subjectId: subject, reason } of items) {
    const [row] = await tx.all(remove, { subject, reason });
    if (row !== undefined) tx.attention({ item: fromRow(row), isRaised: false });
  }
}

const one = statement<Which & { merchant: string }>()(({ db }, at) =>
  db
    .selectFrom(table)
    .select('id')
    .where('subject_id', '=', at.subject)
    .where('reason', '=', at.reason)
    .where('merchant_id', '=', at.merchant),
);

/** Whether the subject, which is the merchant's, needs a person for this reason. */
export async function isAttended(
  sql: Sql,
  merchant: string,
  subject: string,
  reason: AttentionReason,
): Promise<boolean> {
  return (await sql.get(one, { subject, reason, merchant })) !== undefined;
}

/** Whose items. There is an index that begins with it and the reason. */
type Owner = 'merchant_id' | 'account_id';

interface Stretch {
  owner: string;
  reason: AttentionReason;
  after: string;
  limit: number;
}

const stretch = (dialect: Dialect, of: Owner, at: Slots<Stretch>) =>
  along(dialect, rowsBy(dialect, table, indexOf(table, [of, 'reason', 'id'])), {
    equal: [
      [of, at.owner],
      ['reason', at.reason],
    ],
    last: 'id',
    above: at.after,
  });

const listOf = (of: Owner) =>
  statement<Stretch>()(
    (dialect, at) =>
      stretch(dialect, of, at).select(columns).limit(at.limit) as Compilable as Compilable<ItemRow>,
  );

const countOf = (of: Owner) =>
  statement<Stretch>()((dialect, at) =>
    dialect.db
      .selectFrom(stretch(dialect, of, at).select('id').limit(at.limit).as('some'))
      .select(({ fn }) => [
        fn.countAll<number>().as('count'),
        fn.max<string | null>('id').as('last'),
      ]),
  );

const statements = {
  merchant_id: { list: listOf('merchant_id'), count: countOf('merchant_id') },
  account_id: { list: listOf('account_id'), count: countOf('account_id') },
};

export interface AttentionSearch {
  /** Null for all. */
  reasons?: readonly AttentionReason[] | null;
  account?: string | null;
}

/** The stretches of an index in which the items lie, one for each reason. */
async function stretchesOf(
  sql: Sql,
  merchantId: string,
  { reasons, account }: AttentionSearch,
): Promise<{ of: Owner; owner: string; reason: AttentionReason }[]> {
  const [of, owners] = isSet(account)
    ? (['account_id', await accountIds(sql, merchantId, { account })] as const)
    : (['merchant_id', [merchantId]] as const);
  const wanted = [...new Set(reasons ?? attentionReasons)];
  return owners.flatMap((owner) => wanted.map((reason) => ({ of, owner, reason })));
}

/** Oldest first. One item more than requested shows that there are more. */
export async function findAttention(
  sql: Sql,
  merchantId: string,
  { first, after }: Page,
  search: AttentionSearch,
): Promise<ListedItem[]> {
  const limit = first + 1;
  const rows = await merged(
    await stretchesOf(sql, merchantId, search),
    limit,
    ({ of, owner, reason }) =>
      sql.all(statements[of].list, { owner, reason, after: after ?? '', limit }),
    (a, b) => (a.id < b.id ? -1 : 1),
  );
  return rows.map(fromRow);
}

/** Items that are counted in one read: nobody waits for a long one. */
const atOnce = 5_000;

/** How many there are. */
export async function countAttention(
  sql: Sql,
  merchantId: string,
  search: AttentionSearch,
): Promise<number> {
  let total = 0;
  for (const { of, owner, reason } of await stretchesOf(sql, merchantId, search)) {
    for (let after: string | null = ''; after !== null;) {
      const params: Stretch = { owner, reason, after, limit: atOnce };
      const part: { count: number; last: string | null } | undefined = await sql.get(
        statements[of].count,
        params,
      );
      total += part?.count ?? 0;
      after = part?.count === atOnce ? part.last : null;
    }
  }
  return total;
}

const someOfAll = statement<{ subject: string; of: string; limit: number }>()(({ db }, at) =>
  db
    .selectFrom(table)
    .select(columns)
    .where((eb) =>
      eb(eb.refTuple('subject_id', 'reason'), '>', eb.tuple(at.subject, at.of) as never),
    )
    .orderBy('subject_id')
    .orderBy('reason')
    .limit(at.limit),
);

/** Items of all merchants, by their subjects. */
export async function someAttention(
  sql: Sql,
  { subjectId: subject, reason: of }: { subjectId: string; reason: string },
  limit: number,
): Promise<ListedItem[]> {
  return (await sql.all(someOfAll, { subject, of, limit })).map(fromRow);
}

const countAll = statement<{ subject: string; of: string; limit: number }>()(({ db }, at) =>
  db
    .selectFrom(table)
    .select(['subject_id', 'reason'])
    .where((eb) =>
      eb(eb.refTuple('subject_id', 'reason'), '>', eb.tuple(at.subject, at.of) as never),
    )
    .orderBy('subject_id')
    .orderBy('reason')
    .limit(at.limit),
);

/** How many items of all merchants there are, by reason. */
export async function countAllAttention(sql: Sql): Promise<ReadonlyMap<AttentionReason, number>> {
  const counts = new Map<AttentionReason, number>(attentionReasons.map((reason) => [reason, 0]));
  let last = { subject_id: '', reason: '' };
  for (;;) {
    const { subject_id: subject, reason: of } = last;
    const rows = await sql.all(countAll, { subject, of, limit: atOnce });
    for (const { reason } of rows) counts.set(reason, (counts.get(reason) ?? 0) + 1);
    last = rows.at(-1) ?? last;
    if (rows.length < atOnce) return counts;
  }
}

const ofSubjects = statement<{ ids: string }>()(({ db, isIn, listed }, at) =>
  db.selectFrom(table).select(columns).where('subject_id', isIn, listed<string>(at.ids)),
);

/** In no particular order. */
export async function itemsOfSubjects(sql: Sql, ids: readonly string[]): Promise<ListedItem[]> {
  if (ids.length === 0) return [];
  return (await sql.all(ofSubjects, { ids: JSON.stringify(ids) })).map(fromRow);
}
