import type { Queue } from '../../../src/store/commit.ts';
import { onPostgres } from '../../support/own-database.ts';

const name = (prefix: string): string =>
  onPostgres
    ? `'${prefix}_copy' || lpad(n::text, 20, '0')`
    : `'${prefix}_copy' || substr('00000000000000000000' || n, -20)`;

/**
 * Copies an order so many times that the log of its merchant has `orders` more, with two events each: created and paid.
 * In one statement for each table, because it is about reading them.
 */
export async function copyOrders(queue: Queue, id: string, orders: number): Promise<void> {
  const numbers = onPostgres
    ? `generate_series(1, ${orders}) as numbers(n)`
    : `(with recursive r(n) as (select 1 union all select n + 1 from r where n < ${orders}) select n from r) numbers`;
  await queue.commit(async (tx) => {
    const [event] = await tx.all<{ merchant_id: string; last: number }>(
      'select merchant_id, max(seq) as last from events where order_id = ? group by merchant_id',
      id,
    );
    if (event === undefined) throw new Error(`no events of ${id}`);
    const { last } = event;
    const head = `(select last_seq from merchants where id = orders.merchant_id)`;
    await tx.run(
      `insert into orders (id, merchant_id, account_id, provider, reference, provider_reference, status,
         provider_order_id, request, evidence, refundable, submission, version, created_at, updated_at)
       select ${name('ord')}, merchant_id, account_id, provider, reference, provider_reference || n, status,
         provider_order_id, request, evidence, refundable, submission, 2, created_at, updated_at
       from orders, ${numbers} where orders.id = ?`,
      id,
    );
    for (const [place, type, from, to] of [
      [1, 'ORDER_CREATED', 'null', "'SUBMITTING'"],
      [2, 'ORDER_STATUS_CHANGED', "'SUBMITTING'", "'PAID'"],
    ] as const) {
      const seq = `${head} + (n - 1) * 2 + ${place}`;
      // oxlint-disable-next-line no-await-in-loop
      await tx.run(
        `insert into event_states (subject_id, seq, state, movements)
         select ${name('ord')}, ${seq}, state, ${place === 1 ? 'null' : 'movements'}
         from orders, event_states, ${numbers}
         where orders.id = ? and event_states.subject_id = orders.id and event_states.seq = ?`,
        id,
        last,
      );
      // oxlint-disable-next-line no-await-in-loop
      await tx.run(
        `insert into events (merchant_id, seq, id, type, subject_id, order_id, version, from_status, to_status, cause, recorded_at)
         select merchant_id, ${seq}, ${name(`evt_${place}`)}, '${type}', ${name('ord')}, ${name('ord')}, ${place}, ${from}, ${to},
           'WEBHOOK', created_at + n from orders, ${numbers} where orders.id = ?`,
        id,
      );
    }
    await tx.run(
      'update merchants set last_seq = last_seq + ? where id = ?',
      2 * orders,
      event.merchant_id,
    );
  });
}
