import { abnormalPaymentTypes } from '../../../domain/abnormal-payment.ts';
import type { Sql } from '../../sql.ts';
import { along } from '../../statements/along.ts';
import { indexOf, rowsBy } from '../../statements/lists.ts';
import { statement } from '../../statements/statement.ts';
import { shared } from '../../statements/tables.ts';

/** Rows that say by themselves that they need a person, along an index. */
export type Marked =
  | { table: Instructions }
  | { table: 'webhook_deliveries'; account: string; status: 'DEAD' }
  | { table: 'abnormal_payments'; account: string; status: 'OPEN'; type: string };

type Instructions = 'orders' | 'refunds' | 'settlements';

interface Stretch {
  after: string;
  limit: number;
}

const instructionsOf = (table: Instructions) =>
  statement<Stretch>()(({ db }, at) =>
    shared<Instructions>(db)
      .selectFrom(table)
      .select('id')
      // A constant, so that the index of those rows alone is used.
      .where((eb) => eb('needs_attention', '=', eb.lit(1)))
      .where('id', '>', at.after)
      .orderBy('id')
      .limit(at.limit),
  );

const dead = statement<Stretch & { account: string; status: string }>()((dialect, at) =>
  along(dialect, rowsBy(dialect, 'webhook_deliveries', deadIndex), {
    equal: [
      ['account_id', at.account],
      ['status', at.status],
    ],
    last: 'id',
    above: at.after,
  })
    .select('id')
    .limit(at.limit),
);
const deadIndex = indexOf('webhook_deliveries', ['account_id', 'status', 'id']);

const open = statement<Stretch & { account: string; status: string; type: string }>()(
  (dialect, at) =>
    along(dialect, rowsBy(dialect, 'abnormal_payments', openIndex), {
      equal: [
        ['account_id', at.account],
        ['status', at.status],
        ['type', at.type],
      ],
      last: 'id',
      above: at.after,
    })
      .select('id')
      .limit(at.limit),
);
const openIndex = indexOf('abnormal_payments', ['account_id', 'status', 'type', 'id']);

const instructions = {
  orders: instructionsOf('orders'),
  refunds: instructionsOf('refunds'),
  settlements: instructionsOf('settlements'),
};

/** Ids in their order, at most `limit` of those after `after`. */
export async function markedIds(
  sql: Sql,
  marked: Marked,
  after: string,
  limit: number,
): Promise<string[]> {
  const page = { after, limit };
  switch (marked.table) {
    case 'webhook_deliveries': {
      const { account, status } = marked;
      return (await sql.all(dead, { ...page, account, status })).map(({ id }) => id);
    }
    case 'abnormal_payments': {
      const { account, status, type } = marked;
      return (await sql.all(open, { ...page, account, status, type })).map(({ id }) => id);
    }
    default:
      return (await sql.all(instructions[marked.table], page)).map(({ id }) => id);
  }
}

/** What is marked of instructions, whose account does not matter. */
export const markedInstructions: readonly Marked[] = [
  { table: 'orders' },
  { table: 'refunds' },
  { table: 'settlements' },
];

/** What is marked at an account. */
export const markedAt = (account: string): readonly Marked[] => [
  { table: 'webhook_deliveries', account, status: 'DEAD' },
  ...abnormalPaymentTypes.map((type): Marked => ({
    table: 'abnormal_payments',
    account,
    status: 'OPEN',
    type,
  })),
];

const listed = statement<{ ids: string }>()(({ db, isIn, listed: listOf }, at) =>
  db.selectFrom('attention_items').select('subject_id').where('subject_id', isIn, listOf(at.ids)),
);

/** Those of the subjects of which no item is there. */
export async function unlisted(sql: Sql, ids: readonly string[]): Promise<string[]> {
  if (ids.length === 0) return [];
  const rows = await sql.all(listed, { ids: JSON.stringify(ids) });
  const found = new Set<string>(rows.map(({ subject_id: id }) => id));
  return ids.filter((id) => !found.has(id));
}
