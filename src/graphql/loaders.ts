import DataLoader from 'dataloader';
import {
  abnormalPaymentsByIds,
  oldestAbnormalPaymentsOfOrders,
} from '../store/queries/abnormal-payments.ts';
import { outcomesOfAuditEntries } from '../store/queries/audit.ts';
import { readLogOfOrders } from '../store/queries/events.ts';
import { accountsByIds, apiKeysByIds, merchantsByIds } from '../store/queries/merchants.ts';
import { ordersByIds } from '../store/queries/orders.ts';
import { providerCallsByIds } from '../store/queries/provider-calls.ts';
import type { ListsOf } from '../store/queries/pages.ts';
import { newestRefundsOfOrders, refundsByIds } from '../store/queries/refunds.ts';
import { settlementsByIds } from '../store/queries/settlements.ts';
import type { Owner, Sql } from '../store/sql.ts';
import { ListLoader } from './list-loader.ts';
import type { Beginning } from './list-loader.ts';

/**
 * Loaders that batch without a cache: the context of a subscription lives as long as its socket. They do not find what
 * belongs to another merchant, so no path through the schema leads to it. Each is made when it is first used: most
 * operations use one.
 */
export class Loaders {
  readonly #read: Sql;
  readonly #owner: Owner;
  readonly #made: Partial<Record<string, unknown>> = {};

  constructor(read: Sql, owner: Owner) {
    this.#read = read;
    this.#owner = owner;
  }

  get merchants() {
    return this.#byId('merchants', merchantsByIds);
  }
  get accounts() {
    return this.#byId('accounts', accountsByIds);
  }
  get apiKeys() {
    return this.#byId('apiKeys', apiKeysByIds);
  }
  get orders() {
    return this.#byId('orders', ordersByIds);
  }
  get refunds() {
    return this.#byId('refunds', refundsByIds);
  }
  get settlements() {
    return this.#byId('settlements', settlementsByIds);
  }
  get abnormalPayments() {
    return this.#byId('abnormalPayments', abnormalPaymentsByIds);
  }
  /** Without a check of the owner: for calls of a subject that is already known to be the caller's. */
  get providerCalls() {
    return this.#byId('providerCalls', providerCallsByIds);
  }
  get auditOutcomes() {
    return this.#byId('auditOutcomes', outcomesOfAuditEntries);
  }
  /** These lists are without a check of the owner too: of orders that are known to be the caller's. */
  get refundsOfOrders() {
    return this.#lists('refundsOfOrders', newestRefundsOfOrders);
  }
  get abnormalPaymentsOfOrders() {
    return this.#lists('abnormalPaymentsOfOrders', oldestAbnormalPaymentsOfOrders);
  }
  get eventsOfOrders() {
    return this.#lists('eventsOfOrders', readLogOfOrders);
  }
  /** The timeline of a merchant's log. It never changes, so this loader has a cache. */
  get timelines(): DataLoader<string, string> {
    return this.#once('timelines', () => {
      const timelineOf = async (id: string): Promise<string> =>
        (await loadExisting(this.merchants, id)).timeline;
      return new DataLoader((ids) => Promise.all(ids.map(timelineOf)));
    });
  }

  #byId<Row extends { id: string }>(name: string, load: Load<Row>): DataLoader<string, Row | null> {
    return this.#once(name, () => byId((ids) => load(this.#read, ids, this.#owner)));
  }

  #lists<Start extends Beginning, Item>(name: string, read: ReadLists<Start, Item>) {
    return this.#once(
      name,
      () => new ListLoader<Start, Item>((owners, start) => read(this.#read, owners, start)),
    );
  }

  #once<Made>(name: string, make: () => Made): Made {
    return (this.#made[name] ??= make()) as Made;
  }
}

type ReadLists<Start, Item> = (
  sql: Sql,
  owners: readonly string[],
  start: Start,
) => Promise<ListsOf<Item>>;

type Load<Row> = (sql: Sql, ids: readonly string[], owner: Owner) => Promise<readonly Row[]>;

/** For a row that another row refers to. Throws where it does not exist. */
export async function loadExisting<Row>(
  loader: DataLoader<string, Row | null>,
  id: string,
): Promise<Row> {
  const row = await loader.load(id);
  if (row === null) throw new Error(`${id} is referred to and does not exist`);
  return row;
}

function byId<Row extends { id: string }>(
  load: (ids: readonly string[]) => Promise<readonly Row[]>,
): DataLoader<string, Row | null> {
  return batching(async (ids) => {
    const rows = new Map((await load(distinct(ids))).map((row) => [row.id, row]));
    return ids.map((id) => rows.get(id) ?? null);
  });
}

function batching<Value>(
  load: (ids: readonly string[]) => Promise<readonly Value[]>,
): DataLoader<string, Value> {
  return new DataLoader<string, Value>(load, { cache: false });
}

const distinct = (ids: readonly string[]): readonly string[] => [...new Set(ids)];
