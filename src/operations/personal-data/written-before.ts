import type { Order } from '../../domain/aggregates/aggregate.ts';
import type { PaymentLink } from '../../domain/payment-links/payment-link.ts';
import { abnormalPaymentsByIds } from '../../store/queries/abnormal-payments.ts';
import { ordersByIds } from '../../store/queries/orders.ts';
import { paymentLinksByIds } from '../../store/queries/payment-links/links.ts';
import {
  idsWrittenBefore,
  markDone,
  replaceLinkRequest,
  replaceOrderRequest,
} from '../../store/queries/personal-data/written-before.ts';
import type { TableBefore } from '../../store/queries/personal-data/written-before.ts';
import { refundsByIds } from '../../store/queries/refunds.ts';
import { addSearchEntries } from '../../store/queries/search/entries.ts';
import { settlementsByIds } from '../../store/queries/settlements.ts';
import { firstTokens } from '../../store/search/findable.ts';
import type { Sql, Tx } from '../../store/sql.ts';
import type { Deps } from '../deps.ts';
import { seal, withKeys } from './seal.ts';
import type { MadeKeys } from './seal.ts';

type Write = (tx: Tx) => Promise<void>;

/** Rows that are read, sealed and written together: a short transaction, after which others write. */
const atOnce = 50;

/**
 * Seals the personal data of what an earlier version has written, and makes it to be found. It may be interrupted, and
 * others may do the same meanwhile. Returns how many rows there were.
 */
export async function sealWrittenBefore(deps: Deps): Promise<number> {
  let count = 0;
  for (const [table, prepare] of preparations) {
    for (;;) {
      const ids = await idsWrittenBefore(deps.read, table, atOnce);
      if (ids.length === 0) break;
      count += ids.length;
      await withKeys(async () => {
        const writes = await prepare(deps, ids);
        await deps.queue.commit(async (tx) => {
          for (const write of writes) await write(tx);
        });
      });
    }
  }
  if (count > 0) await deps.queue.scrub();
  return count;
}

type Prepare = (deps: Deps, ids: readonly string[]) => Promise<Write[]>;

const preparations: readonly (readonly [TableBefore, Prepare])[] = [
  [
    'orders',
    async (deps, ids) =>
      eachOf(await ordersByIds(deps.read, ids), (order, made) => orderWrite(deps, order, made)),
  ],
  [
    'payment_links',
    async (deps, ids) =>
      eachOf(await paymentLinksByIds(deps.read, ids), (link, made) => linkWrite(deps, link, made)),
  ],
  ['refunds', findable('refunds', refundsByIds)],
  ['settlements', findable('settlements', settlementsByIds)],
  ['abnormal_payments', findable('abnormal_payments', abnormalPaymentsByIds)],
];

/** Those of one person are sealed with one key. */
async function eachOf<Row>(
  rows: readonly Row[],
  prepare: (row: Row, made: MadeKeys) => Promise<Write>,
): Promise<Write[]> {
  const writes: Write[] = [];
  const made: MadeKeys = new Map();
  for (const row of rows) writes.push(await prepare(row, made));
  return writes;
}

async function orderWrite(deps: Deps, order: Order, made: MadeKeys): Promise<Write> {
  const { customer, method, ...rest } = order.request;
  const sealed = await seal(deps, order, { customer, methods: [method] }, made);
  const [stored = method] = sealed.request.methods;
  const request = { ...rest, customer: sealed.request.customer, method: stored };
  const tokens = firstTokens('orders', order);
  return async (tx) => {
    if (!(await replaceOrderRequest(tx, order.id, request))) return;
    await addSearchEntries(tx, [{ id: order.id, tokens }]);
    await sealed.store(tx);
  };
}

async function linkWrite(deps: Deps, link: PaymentLink, made: MadeKeys): Promise<Write> {
  const sealed = await seal(deps, link, link.request, made);
  return async (tx) => {
    const request = { ...link.request, ...sealed.request };
    if (await replaceLinkRequest(tx, link.id, request)) await sealed.store(tx);
  };
}

/** Of what has no personal data. */
function findable(
  table: 'refunds' | 'settlements' | 'abnormal_payments',
  byIds: (
    sql: Sql,
    ids: readonly string[],
  ) => Promise<readonly { id: string; merchantId: string }[]>,
): Prepare {
  return async (deps, ids) =>
    (await byIds(deps.read, ids)).map((record) => async (tx) => {
      if (!(await markDone(tx, table, record.id))) return;
      await addSearchEntries(tx, [{ id: record.id, tokens: firstTokens(table, record) }]);
    });
}
