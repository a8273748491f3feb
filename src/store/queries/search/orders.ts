import type { Order } from '../../../domain/aggregates/aggregate.ts';
import type { OrderStatus } from '../../../domain/order.ts';
import type { Sql } from '../../sql.ts';
import { attendedAmong } from '../attention/orders.ts';
import { accountIds } from '../merchants.ts';
import { idsOfOrders, orderViewsByIds } from '../orders.ts';
import type { OrderSearch } from '../orders.ts';
import { idBounds, isSet } from '../pages.ts';
import { meets, fewSubjectsWith, tokensOfSubjects } from './entries.ts';
import type { Condition } from './entries.ts';
import {
  beginning,
  compareIn,
  comparedOrders,
  everyRank,
  ordersAfter,
  placeOf,
  someOfRanks,
} from './sorted-orders.ts';
import type { ComparedOrder, OrderSort, RankRange, SortedPlace } from './sorted-orders.ts';

/** A search that no single index answers: what was searched for before, tokens, amounts, and an order of its own. */
export interface SortedSearch {
  plain: OrderSearch;
  /** All of these. Of what is personal and what is not each: they are in entries of their own. */
  conditions: readonly Condition[];
  /** The same without what the row of an order says too, which is in `columns`: to read rows is cheaper. */
  rest: readonly Condition[];
  columns: ComparedColumns;
  /** Null: any amount. */
  ranks: RankRange | null;
  sort: OrderSort;
}

/** Null: anything. */
export interface ComparedColumns {
  currency: string | null;
  methods: readonly string[] | null;
}

export interface SortedPage {
  first: number;
  /** Null for the first page. */
  after: SortedPlace | null;
}

/**
 * So few orders are all read and sorted. Where every part of a search is met by more of them, the list is gone through
 * in its own order: at so many of a million, a page is found among ten thousand.
 */
const fewOrders = 2_000;
/** Orders that are read at once on the way. The first of them fill the page of a filter that many orders meet. */
const atOnce = 500;

/** In the order of the list. One row more than requested shows that there are more. `few`: see `fewOrders`. */
export async function findSortedOrders(
  sql: Sql,
  merchantId: string,
  { first, after }: SortedPage,
  search: SortedSearch,
  few = fewOrders,
): Promise<Order[]> {
  const { sort } = search;
  const isMatch = await matching(sql, merchantId, search);
  const start = after ?? beginning(sort);
  const rowsOf = async (ids: readonly string[]): Promise<ComparedOrder[]> =>
    (await comparedOrders(sql, merchantId, ids)).filter(
      (order) => isMatch(order) && compareIn(sort, start, placeOf(order, sort)) < 0,
    );
  const limit = first + 1;
  const step = (at: SortedPlace): Promise<Step> =>
    stepOn(sql, merchantId, search, isMatch, at, limit);
  const none: Step = { found: [], next: start };
  const begun = isRare(search) ? none : await goOn(none, limit, step, 1);
  const near = isNear(begun, limit) ? await goOn(begun, limit, step, nearSteps) : begun;
  const candidates = isFull(near, limit) ? null : await fewCandidates(sql, merchantId, search, few);
  const found =
    candidates === null
      ? (await goOn(near, limit, step)).found.slice(0, limit)
      : (await meeting(sql, merchantId, search, await rowsOf(candidates)))
          .toSorted((a, b) => compareIn(sort, placeOf(a, sort), placeOf(b, sort)))
          .slice(0, limit);
  const ids = found.map(({ id }) => id);
  const orders = new Map(
    (await orderViewsByIds(sql, ids, merchantId)).map((order) => [order.id, order]),
  );
  return ids.flatMap((id) => orders.get(id) ?? []);
}

/** Whether few orders can meet it, or many steps are needed to compare all of it. */
const isRare = ({ rest, plain }: SortedSearch): boolean =>
  rest.length > 0 ||
  plain.needsAttention === true ||
  [plain.reference, plain.providerReference, plain.providerOrderId].some(isSet);

/** Whether, if orders go on as they begin, the page is full after so few steps that no index finds it sooner. */
const isNear = ({ found }: Step, limit: number): boolean => found.length * nearSteps >= limit;
const nearSteps = 8;

const isFull = ({ found, next }: Step, limit: number): boolean =>
  next === null || found.length >= limit;

type IsMatch = (order: ComparedOrder) => boolean;

/** The ids of all orders that meet one part of the search, where these are few; null where all parts have many. */
async function fewCandidates(
  sql: Sql,
  merchantId: string,
  { plain, conditions, ranks }: SortedSearch,
  few: number,
): Promise<readonly string[] | null> {
  const limit = few + 1;
  // Most orders need nobody.
  const narrow = { ...plain, needsAttention: plain.needsAttention === true ? true : null };
  // The rarest first, as a rule.
  const parts = [
    isNarrow(narrow) && (() => idsOfOrders(sql, merchantId, narrow, limit)),
    ...conditions.map((condition) => () => fewSubjectsWith(sql, condition, few)),
    ranks !== null && (() => someOfRanks(sql, merchantId, ranks, limit)),
  ];
  for (const part of parts) {
    const ids = part === false ? null : await part();
    if (ids !== null && ids.length <= few) return ids;
  }
  return null;
}

const isNarrow = ({ createdFrom: _from, createdTo: _to, ...plain }: OrderSearch): boolean =>
  Object.values(plain).some(isSet);

/** Some of the merchant's orders, in the order of the list. */
interface Step {
  /** Those that meet the search. */
  found: readonly ComparedOrder[];
  /** Where the rest begins; null: there is none. */
  next: SortedPlace | null;
}

async function stepOn(
  sql: Sql,
  merchantId: string,
  search: SortedSearch,
  isMatch: IsMatch,
  at: SortedPlace,
  limit: number,
): Promise<Step> {
  const { conditions, ranks, sort, plain } = search;
  const range = ranks ?? everyRank;
  const comparesRows = conditions.length > 0 || ranks !== null || Object.values(plain).some(isSet);
  const most = comparesRows ? atOnce : limit;
  const rows = await ordersAfter(sql, merchantId, sort, at, range, most);
  const found = await meeting(sql, merchantId, search, rows.filter(isMatch));
  const last = rows.at(-1);
  const isEnd = last === undefined || rows.length < most;
  return { found, next: isEnd ? null : placeOf(last, sort) };
}

/** Goes on until the page is full, `most` steps at most. */
async function goOn(
  begun: Step,
  limit: number,
  step: (at: SortedPlace) => Promise<Step>,
  most = Infinity,
): Promise<Step> {
  const found = [...begun.found];
  let { next } = begun;
  for (let steps = 0; next !== null && found.length < limit && steps < most; steps += 1) {
    const more = await step(next);
    found.push(...more.found);
    next = more.next;
  }
  return { found, next };
}

/** Those that meet what no row of an order says: its tokens, and whether it needs a person. */
async function meeting(
  sql: Sql,
  merchantId: string,
  { rest, plain: { needsAttention } }: SortedSearch,
  orders: readonly ComparedOrder[],
): Promise<ComparedOrder[]> {
  const ids = orders.map(({ id }) => id);
  const attended = isSet(needsAttention) ? await attendedAmong(sql, merchantId, ids) : null;
  const some = orders.filter(({ id }) => attended === null || attended.has(id) === needsAttention);
  if (rest.length === 0 || some.length === 0) return some;
  const tokens = await tokensOfSubjects(
    sql,
    some.map(({ id }) => id),
  );
  return some.filter(({ id }) => {
    const own = tokens.get(id) ?? '';
    return rest.every((condition) => meets(condition, own));
  });
}

/** Compares an order with what no index is read by. */
async function matching(
  sql: Sql,
  merchantId: string,
  { plain, ranks, columns: { currency, methods } }: SortedSearch,
): Promise<IsMatch> {
  const { reference, providerReference, providerOrderId, statuses, account, provider } = plain;
  const accounts =
    isSet(account) || isSet(provider)
      ? new Set(await accountIds(sql, merchantId, { account, provider }))
      : null;
  const { above, below } = idBounds('ord', plain, null);
  const allowed: ReadonlySet<OrderStatus> | null = statuses ? new Set(statuses) : null;
  return (order) =>
    (accounts?.has(order.account_id) ?? true) &&
    (allowed?.has(order.status) ?? true) &&
    same(reference, order.reference) &&
    same(providerReference, order.provider_reference) &&
    same(providerOrderId, order.provider_order_id) &&
    same(currency, order.currency) &&
    (methods === null || methods.includes(order.method ?? '')) &&
    (ranks === null || isWithin(ranks, order.amount_rank)) &&
    (above === null || order.id > above) &&
    (below === null || order.id < below);
}

const isWithin = ({ from, to }: RankRange, rank: string | null): boolean =>
  rank !== null && rank >= from && rank <= to;

const same = (wanted: string | null | undefined, stored: string | null): boolean =>
  !isSet(wanted) || wanted === stored;
