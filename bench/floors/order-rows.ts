import { openSqlite } from './sqlite.ts';

/** The answers of the two queries of `documents.ts`, from prepared statements, built by hand. */
export interface OrderRows {
  order(id: string): object | null;
  orders(): object;
}

interface OrderRow {
  id: string;
  reference: string;
  status: string;
  request: string;
  provider_reference: string;
  version: number;
  created_at: number;
}

const open = new Set(['CREATED', 'SUBMITTING', 'UNKNOWN', 'AWAITING_PAYMENT', 'PROCESSING']);

export function openOrderRows(databaseFile: string): OrderRows {
  const sqlite = openSqlite(databaseFile);
  const columns = 'id, reference, status, request, provider_reference, version, created_at';
  const byId = sqlite.prepare(`select ${columns} from orders where id = ?`);
  const newest = sqlite.prepare(
    `select ${columns} from orders where merchant_id = (select id from merchants)
     order by id desc limit 51`,
  );
  const childrenOf = prepareChildren(sqlite);
  return {
    order(id) {
      const row = byId.get(id) as OrderRow | undefined;
      if (row === undefined) return null;
      const { id: found, reference, status, amount, createdAt } = headOf(row);
      const phase = open.has(status) ? 'OPEN' : 'SETTLED';
      const { provider_reference: providerReference, version } = row;
      return { id: found, reference, status, phase, amount, providerReference, version, createdAt };
    },
    orders() {
      const rows = newest.all() as OrderRow[];
      const page = rows.slice(0, 50);
      const children = childrenOf(JSON.stringify(page.map(({ id }) => id)));
      const nodes = page.map((row) => ({
        ...headOf(row),
        refunds: { nodes: children.refunds.get(row.id) ?? [] },
        events: { nodes: children.events.get(row.id) ?? [] },
      }));
      return { nodes, pageInfo: { hasNextPage: rows.length > 50 } };
    },
  };
}

function headOf(row: OrderRow) {
  const { amount } = JSON.parse(row.request) as { amount: StoredMoney };
  return {
    id: row.id,
    reference: row.reference,
    status: row.status,
    amount: moneyOf(amount, 2),
    createdAt: new Date(row.created_at).toISOString(),
  };
}

interface StoredMoney {
  minor: string;
  currency: string;
}

/** Drops trailing zeros after the second decimal. */
function moneyOf({ minor, currency }: StoredMoney, decimals: number) {
  const digits = minor.padStart(decimals + 1, '0');
  const fraction = digits.slice(-decimals).replace(/(?<=\d\d)0+$/, '');
  return { amount: `${digits.slice(0, -decimals)}.${fraction}`, currency };
}

type Child = Record<string, string> & { order_id: string };

function prepareChildren(sqlite: ReturnType<typeof openSqlite>) {
  const within = 'order_id in (select value from json_each(?))';
  const refunds = sqlite.prepare(
    `select id, order_id, status, amount, created_at from refunds where ${within} order by id desc`,
  );
  const events = sqlite.prepare(
    `select id, order_id, type, from_status, to_status, recorded_at from events
     where ${within} order by seq`,
  );
  return (ids: string) => ({
    refunds: grouped(refunds.all(ids) as Child[], (row) => ({
      id: row['id'],
      status: row['status'],
      amount: moneyOf(JSON.parse(row['amount'] ?? '') as StoredMoney, 6),
      createdAt: new Date(row['created_at'] ?? 0).toISOString(),
    })),
    events: grouped(events.all(ids) as Child[], (row) => ({
      id: row['id'],
      type: row['type'],
      from: row['from_status'],
      to: row['to_status'],
      recordedAt: new Date(row['recorded_at'] ?? 0).toISOString(),
    })),
  });
}

function grouped(rows: readonly Child[], view: (row: Child) => object): Map<string, object[]> {
  const groups = new Map<string, object[]>();
  for (const row of rows) {
    const group = groups.get(row.order_id);
    if (group === undefined) groups.set(row.order_id, [view(row)]);
    else group.push(view(row));
  }
  return groups;
}
