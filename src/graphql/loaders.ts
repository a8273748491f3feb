import {
  abnormalPaymentViewsByIds,
  oldestAbnormalPaymentsOfOrders,
} from '../store/queries/abnormal-payments.ts';
import { outcomesOfAuditEntries } from '../store/queries/audit.ts';
import { readLogOfOrders } from '../store/queries/events.ts';
import { checkoutThemesByIds } from '../store/queries/merchants/checkout-themes.ts';
import { accountsByIds, apiKeysByIds, merchantsByIds } from '../store/queries/merchants.ts';
import { paymentLinksByIds } from '../store/queries/payment-links/links.ts';
import { linksOfOrders, usesOfLinks } from '../store/queries/payment-links/uses.ts';
import { orderViewsByIds } from '../store/queries/orders.ts';
import { providerCallsByIds } from '../store/queries/provider-calls.ts';
import type { ListsOf } from '../store/queries/pages.ts';
import { newestRefundsOfOrders, refundViewsByIds } from '../store/queries/refunds.ts';
import { settlementViewsByIds } from '../store/queries/settlements.ts';
import type { Owner, Sql } from '../store/sql.ts';
import { ListLoader } from './list-loader.ts';
import type { Beginning } from './list-loader.ts';
import { RowLoader } from './row-loader.ts';

/** How rows are read by their ids. */
const loads = {
  merchants: merchantsByIds,
  accounts: accountsByIds,
  apiKeys: apiKeysByIds,
  checkoutThemes: checkoutThemesByIds,
  paymentLinks: paymentLinksByIds,
  linksOfOrders,
  orders: orderViewsByIds,
  refunds: refundViewsByIds,
  settlements: settlementViewsByIds,
  abnormalPayments: abnormalPaymentViewsByIds,
  /** Without a check of the owner: for calls of a subject that is already known to be the caller's. */
  providerCalls: providerCallsByIds,
  auditOutcomes: outcomesOfAuditEntries,
  usesOfLinks,
};

type Kind = keyof typeof loads;
type RowOf<Of extends Kind> = Awaited<ReturnType<(typeof loads)[Of]>>[number];
type Load<Row> = (read: Sql, ids: readonly string[], owner: Owner) => Promise<readonly Row[]>;

/** Finds rows of one owner. */
export interface Rows<Row> {
  /** Resolves to null where the owner has no such row. */
  load(id: string): Promise<Row | null>;
}

/** The row loaders of each reader, which all operations share. */
const shared = new WeakMap<Sql, Map<Kind, unknown>>();

function rowLoaderOf<Of extends Kind>(read: Sql, kind: Of): RowLoader<RowOf<Of>> {
  const known = shared.get(read) ?? new Map<Kind, unknown>();
  if (known.size === 0) shared.set(read, known);
  let loader = known.get(kind) as RowLoader<RowOf<Of>> | undefined;
  if (loader === undefined) {
    const load = loads[kind] as Load<RowOf<Of>>;
    loader = new RowLoader((ids, owner) => load(read, ids, owner));
    known.set(kind, loader);
  }
  return loader;
}

/**
 * What the fields of an operation read, in batches and without a cache: the context of a subscription lives as long as
 * its socket. They do not find what belongs to another merchant, so no path through the schema leads to it.
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
    return this.#rows('merchants');
  }
  get accounts() {
    return this.#rows('accounts');
  }
  get apiKeys() {
    return this.#rows('apiKeys');
  }
  get checkoutThemes() {
    return this.#rows('checkoutThemes');
  }
  get paymentLinks() {
    return this.#rows('paymentLinks');
  }
  /** By the id of an order: the link that has made it. */
  get linksOfOrders() {
    return this.#rows('linksOfOrders');
  }
  get orders() {
    return this.#rows('orders');
  }
  get refunds() {
    return this.#rows('refunds');
  }
  get settlements() {
    return this.#rows('settlements');
  }
  get abnormalPayments() {
    return this.#rows('abnormalPayments');
  }
  get providerCalls() {
    return this.#rows('providerCalls');
  }
  get auditOutcomes() {
    return this.#rows('auditOutcomes');
  }
  get usesOfLinks() {
    return this.#rows('usesOfLinks');
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

  /** The timeline of a merchant's log. It never changes, so it is read once. */
  timelineOf(merchantId: string): Promise<string> {
    return this.#once(`timeline of ${merchantId}`, async () => {
      const { timeline } = await loadExisting(this.merchants, merchantId);
      return timeline;
    });
  }

  #rows<Of extends Kind>(kind: Of): Rows<RowOf<Of>> {
    return this.#once(kind, () => {
      const loader = rowLoaderOf(this.#read, kind);
      return { load: (id: string) => loader.load(id, this.#owner) };
    });
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

/** For a row that another row refers to. Throws where it does not exist. */
export async function loadExisting<Row>(rows: Rows<Row>, id: string): Promise<Row> {
  const row = await rows.load(id);
  if (row === null) throw new Error(`${id} is referred to and does not exist`);
  return row;
}
