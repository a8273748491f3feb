import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ulid } from 'ulid';
import { abnormalPaymentTypes } from '../../src/domain/abnormal-payment.ts';
import {
  findAbnormalPayments,
  insertAbnormalPayment,
} from '../../src/store/queries/abnormal-payments.ts';
import {
  findAuditEntries,
  insertAuditEntry,
  insertAuditSubjects,
} from '../../src/store/queries/audit.ts';
import { readLog } from '../../src/store/queries/events.ts';
import { appendEvents } from '../../src/store/queries/log/append.ts';
import { findOrders, insertOrder } from '../../src/store/queries/orders.ts';
import { findRefunds, insertRefund } from '../../src/store/queries/refunds.ts';
import { findSettlements, insertSettlement } from '../../src/store/queries/settlements.ts';
import { findDeliveries, insertDeliveries } from '../../src/store/queries/webhooks.ts';
import type { Page } from '../../src/store/queries/pages.ts';
import type { Reader, Sql } from '../../src/store/sql.ts';
import type { TestDatabase } from '../support/database.ts';
import {
  abnormalPaymentRow,
  deliveryRow,
  eventRow,
  openWithMerchants,
  orderRow,
  refundRow,
  settlementRow,
} from '../store/rows.ts';
import { onPostgres } from '../support/own-database.ts';
import { intercepted, planOf } from '../support/watching.ts';

const rowsOfEach = 600;
/** One row per millisecond. */
const start = 1_800_000_000_000;
const middle = { createdFrom: start + 100, createdTo: start + 400 };

/** Always the same, and evenly spread. */
function pick<T>(values: readonly T[], seed: number): T {
  const mixed = Math.imul(seed + 1, 0x9e3779b1) >>> 8;
  const value = values[mixed % values.length];
  if (value === undefined) throw new Error('nothing to pick from');
  return value;
}

const at = (prefix: string, n: number): string =>
  `${prefix}_${ulid(start + n, () => pick([0.1, 0.5, 0.9], n))}`;

const owners = [
  { merchantId: 'mer_1', accountId: 'acc_1' },
  { merchantId: 'mer_1', accountId: 'acc_2' },
  { merchantId: 'mer_2', accountId: 'acc_3' },
] as const;
const references = ['A', 'B'];
const mutations = ['createOrder', 'createRefund'];

type Row = { id: string; merchantId: string | null } & Record<string, unknown>;
type Combination = Record<string, unknown>;

/** Every choice of filters: of each, one of its values or none. */
function choices(filters: Record<string, readonly unknown[]>): Combination[] {
  let all: Combination[] = [{}];
  for (const [name, values] of Object.entries(filters)) {
    all = all.flatMap((combination) => [
      combination,
      ...values.map((value) => ({ ...combination, [name]: value })),
    ]);
  }
  return all;
}

interface List {
  rows: Row[];
  find: (sql: Sql, page: Page, search: Combination) => Promise<{ id: string }[]>;
  filters: Record<string, readonly unknown[]>;
  matches: Record<string, (row: Row, value: never) => boolean>;
  oldestFirst?: true;
}

const oneOf =
  (name: string) =>
  (row: Row, values: readonly unknown[]): boolean =>
    values.includes(row[name]);
const equal =
  (name: string) =>
  (row: Row, value: unknown): boolean =>
    row[name] === value;

const created = {
  createdFrom: (row: Row, from: number) => Number(row['createdAt']) >= from,
  createdTo: (row: Row, to: number) => Number(row['createdAt']) <= to,
};
const createdFilters = { createdFrom: [middle.createdFrom], createdTo: [middle.createdTo] };
const someStatuses = [['PAID'], ['PAID', 'UNKNOWN', 'PAID'], []];

const common = (prefix: string, n: number, statuses: readonly string[]) => ({
  ...pick(owners, n),
  id: at(prefix, n),
  createdAt: start + n,
  status: pick(statuses, n * 7),
  reference: pick(references, n * 3),
  providerReference: `P${n}`,
});

function makeLists(): Record<string, List> {
  const numbers = Array.from({ length: rowsOfEach }, (_, n) => n);
  const orders = numbers.map((n) => ({
    ...common('ord', n, ['PAID', 'UNKNOWN', 'FAILED']),
    provider: 'W_CHECKOUT',
    providerOrderId: n % 2 === 0 ? `N${n % 5}` : null,
  }));
  const ordersOf = (merchantId: string) => orders.filter((one) => one.merchantId === merchantId);
  const orderOf = (merchantId: string, n: number) => pick(ordersOf(merchantId).slice(0, 2), n).id;
  const mine = orderOf('mer_1', 0);
  const theirs = orderOf('mer_2', 0);
  return {
    orders: {
      rows: orders,
      find: (sql, page, search) => findOrders(sql, 'mer_1', page, search),
      filters: {
        reference: ['A', 'none'],
        providerReference: ['P7'],
        providerOrderId: ['N2'],
        account: ['acc_2', 'acc_3'],
        provider: ['W_CHECKOUT', 'VEXORA'],
        statuses: someStatuses,
        ...createdFilters,
      },
      matches: {
        reference: equal('reference'),
        providerReference: equal('providerReference'),
        providerOrderId: equal('providerOrderId'),
        account: equal('accountId'),
        provider: equal('provider'),
        statuses: oneOf('status'),
        ...created,
      },
    },
    refunds: {
      rows: numbers.map((n) => {
        const row = common('rfd', n, ['SUCCEEDED', 'FAILED', 'UNKNOWN']);
        return { ...row, orderId: orderOf(row.merchantId, n * 5) };
      }),
      find: (sql, page, search) => findRefunds(sql, 'mer_1', page, search),
      filters: {
        order: [mine, theirs],
        reference: ['A'],
        statuses: [['FAILED'], ['SUCCEEDED', 'UNKNOWN']],
        ...createdFilters,
      },
      matches: {
        order: equal('orderId'),
        reference: equal('reference'),
        statuses: oneOf('status'),
        ...created,
      },
    },
    settlements: {
      rows: numbers.map((n) => common('stl', n, ['SUCCEEDED', 'FAILED', 'UNKNOWN'])),
      find: (sql, page, search) => findSettlements(sql, 'mer_1', page, search),
      filters: {
        reference: ['A'],
        account: ['acc_1', 'acc_3'],
        statuses: [['FAILED'], ['SUCCEEDED', 'UNKNOWN']],
        ...createdFilters,
      },
      matches: {
        reference: equal('reference'),
        account: equal('accountId'),
        statuses: oneOf('status'),
        ...created,
      },
    },
    'abnormal payments': {
      rows: numbers.map((n) => {
        const row = common('abn', n, ['OPEN', 'RESOLVING', 'RESOLVED']);
        const orderId = n % 3 === 0 ? null : orderOf(row.merchantId, n * 5);
        return { ...row, orderId, type: pick(abnormalPaymentTypes, n * 11) };
      }),
      find: (sql, page, search) => findAbnormalPayments(sql, 'mer_1', page, search),
      filters: {
        order: [mine, theirs],
        account: ['acc_1', 'acc_3'],
        types: [['LATE'], ['LATE', 'OVERPAID']],
        statuses: [['OPEN'], ['OPEN', 'RESOLVED']],
      },
      matches: {
        order: equal('orderId'),
        account: equal('accountId'),
        types: oneOf('type'),
        statuses: oneOf('status'),
      },
    },
    'webhook deliveries': {
      rows: numbers.map((n) => common('whd', n, ['APPLIED', 'FAILED', 'DEAD'])),
      find: (sql, page, search) => findDeliveries(sql, 'mer_1', page, search),
      filters: { account: ['acc_1', 'acc_3'], statuses: [['FAILED'], ['FAILED', 'DEAD']] },
      matches: { account: equal('accountId'), statuses: oneOf('status') },
    },
    events: {
      rows: numbers.map((n) => {
        const row = common('evt', n, ['PAID']);
        const about = n % 3 === 0 ? null : orderOf(row.merchantId, n * 5);
        const type = pick(['ORDER_CREATED', 'ORDER_UPDATED', 'REFUND_CREATED'], n * 13);
        return { ...row, orderId: about, settlementId: about === null ? 'stl_1' : null, type };
      }),
      find: (sql, { first, after }, search) =>
        readLog(sql, 'mer_1', Number(after), first + 1, search),
      filters: {
        order: [mine, theirs],
        types: [['REFUND_CREATED'], ['REFUND_CREATED', 'ORDER_CREATED']],
      },
      matches: { order: equal('orderId'), types: oneOf('type') },
      oldestFirst: true,
    },
    'audit entries': {
      rows: numbers.map((n) => {
        const row = common('aud', n, ['PAID']);
        const apiKeyId = n % 4 === 0 ? null : pick(['key_1', 'key_2'], n * 5);
        const principal = apiKeyId === null ? 'ADMINISTRATOR' : 'API_KEY';
        const subject = pick(['ord_1', 'ord_2'], n * 17);
        return { ...row, apiKeyId, principal, subject, mutation: pick(mutations, n * 3) };
      }),
      find: (sql, page, search) => findAuditEntries(sql, 'mer_1', page, search),
      filters: {
        mutations: [['createOrder'], mutations],
        principals: [['ADMINISTRATOR'], ['API_KEY']],
        apiKey: ['key_1'],
        subject: ['ord_1'],
        since: [middle.createdFrom],
        until: [middle.createdTo],
      },
      matches: {
        mutations: oneOf('mutation'),
        principals: oneOf('principal'),
        apiKey: equal('apiKeyId'),
        subject: equal('subject'),
        since: created.createdFrom,
        until: created.createdTo,
      },
    },
  };
}

async function fill({ queue }: TestDatabase, lists: Record<string, List>): Promise<void> {
  const rows = <R>(name: string): R[] => (lists[name]?.rows ?? []) as unknown as R[];
  await queue.commit(async (tx) => {
    for (const row of rows<{ id: string }>('orders')) await insertOrder(tx, orderRow(row.id, row));
    for (const row of rows<{ id: string }>('refunds'))
      await insertRefund(tx, refundRow(row.id, row));
    for (const row of rows<{ id: string }>('settlements'))
      await insertSettlement(tx, settlementRow(row.id, row));
    for (const row of rows<{ id: string; type: 'LATE' }>('abnormal payments')) {
      const plain = abnormalPaymentRow(row.id);
      const evidence = { ...plain.evidence, type: row.type };
      const own = { ...row, providerAbnormalPaymentId: row.id, evidence };
      await insertAbnormalPayment(tx, abnormalPaymentRow(row.id, own));
    }
    for (const row of rows<{ id: string }>('webhook deliveries'))
      await insertDeliveries(tx, [deliveryRow(row.id, { ...row, identity: row.id })]);
    for (const row of rows<{ id: string }>('events'))
      await appendEvents(tx, [eventRow(row.id, row)]);
    for (const row of rows<Row & { apiKeyId: string | null; subject: string }>('audit entries')) {
      const apiKey = row.apiKeyId === null ? null : { id: row.apiKeyId, name: 'k', prefix: 'p' };
      const entry = { ...row, apiKey, arguments: '{}', source: '', requestId: '', at: 1 };
      await insertAuditEntry(tx, entry as never);
      await insertAuditSubjects(tx, row.id, [row.subject]);
    }
  });
}

/** Also records what would take longer with more rows: each step that is no search of an index. */
function watched(read: Reader, slow: Set<string>): Sql {
  return intercepted(
    read,
    async (...combination) => {
      const { text, steps } = await planOf(read, ...combination);
      for (const step of steps) if (!isQuick(step)) slow.add(`${step}: ${text}`);
      if (!isByIndexAlone(text, steps.join())) slow.add(`row by row: ${steps.join()}: ${text}`);
    },
    ['all'],
  );
}

const isQuick = (step: string): boolean =>
  /^SEARCH \w+ USING (COVERING )?INDEX /.test(step) ||
  /^(SCAN json_each|LIST SUBQUERY|SCALAR SUBQUERY|CREATE BLOOM)/.test(step);

/** Whether the index is searched by all filters. A merchant has few accounts. */
function isByIndexAlone(text: string, steps: string): boolean {
  if (text.includes('from provider_accounts')) return true;
  const outer = text.replaceAll(/\(select [^()]*\)/g, '?');
  const columns = [...outer.matchAll(/[ (](\w+) = \?/g)].map(([, column]) => `${column}=?`);
  return columns.every((column) => steps.includes(column));
}

export function describeSearches(): void {
  describe('A12: a search', () => {
    const lists = makeLists();
    let opened: TestDatabase;
    beforeAll(async () => {
      opened = await openWithMerchants();
      await fill(opened, lists);
    });
    afterAll(() => opened[Symbol.asyncDispose]());

    it.each(Object.keys(lists))(
      'A12: of %s: by each filter and all together, finds what matches and reads no more than it shows',
      async (name) => {
        const list = lists[name];
        if (list === undefined) throw new Error('no such list');
        const own = list.rows.filter(({ merchantId }) => merchantId === 'mer_1');
        const inOrder = list.oldestFirst ? own : own.toReversed();
        const slow = new Set<string>();
        const { reader } = opened.database;
        // Plans of PostgreSQL are other words.
        const sql = onPostgres ? reader : watched(reader, slow);
        for (const search of choices(list.filters)) {
          const expected = inOrder.filter((row) =>
            Object.entries(search).every(([filter, value]) =>
              list.matches[filter]?.(row, value as never),
            ),
          );
          // oxlint-disable-next-line no-await-in-loop
          const found = await list.find(
            sql,
            { first: 20, after: list.oldestFirst ? '0' : null },
            search,
          );
          const ids = found.map(({ id }) => id);
          expect([search, ids]).toEqual([search, expected.slice(0, 21).map(({ id }) => id)]);
          if (list.oldestFirst || expected.length < 10) continue;
          const after = expected[5]?.id ?? '';
          // oxlint-disable-next-line no-await-in-loop
          const rest = await list.find(sql, { first: 3, after }, search);
          const restIds = rest.map(({ id }) => id);
          expect([search, restIds]).toEqual([search, expected.slice(6, 10).map(({ id }) => id)]);
        }
        expect([...slow]).toEqual([]);
      },
    );
  });
}
