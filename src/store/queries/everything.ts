import type { Sql } from '../sql.ts';
import { statement } from '../statements/statement.ts';
import { shared } from '../statements/tables.ts';

type Table = 'orders' | 'refunds' | 'settlements';

interface After {
  after: string;
  limit: number;
}

const idsAfter = (table: Table) =>
  statement<After>()(({ db }, at) =>
    shared<Table>(db)
      .selectFrom(table)
      .select('id')
      .where('id', '>', at.after)
      .orderBy('id')
      .limit(at.limit),
  );

const statements = {
  orders: idsAfter('orders'),
  refunds: idsAfter('refunds'),
  settlements: idsAfter('settlements'),
} as const;

/** Ids of everybody's, in order, from after `after`. */
export async function idsOf(sql: Sql, table: Table, page: After): Promise<string[]> {
  return (await sql.all(statements[table], page)).map(({ id }) => id);
}
