import type { MetadataEntry, Order } from '../../domain/aggregates/aggregate.ts';
import { sameEmail, samePhone } from '../../domain/personal-data/personal-data.ts';
import type { PaymentMethodType } from '../../domain/request.ts';
import { rankOfDecimal } from '../../domain/order-money.ts';
import { isSet } from '../../store/queries/pages.ts';
import type { OrderSearch } from '../../store/queries/orders.ts';
import type { Condition } from '../../store/queries/search/entries.ts';
import { findSortedOrders } from '../../store/queries/search/orders.ts';
import type { SortedPage } from '../../store/queries/search/orders.ts';
import { everyRank } from '../../store/queries/search/sorted-orders.ts';
import type { OrderSort, RankRange } from '../../store/queries/search/sorted-orders.ts';
import { metadataToken, plainToken } from '../../store/search/tokens.ts';
import type { Token } from '../../store/search/tokens.ts';
import type { Deps } from '../deps.ts';

/** The filter of a list of orders. Members that are null or left out do not restrict. */
export interface OrderFilter extends OrderSearch, TokenFilter, AmountFilter {}

interface TokenFilter {
  currency?: string | null;
  methods?: readonly PaymentMethodType[] | null;
  /** All of these. */
  metadata?: readonly MetadataEntry[] | null;
  customerId?: string | null;
  customerEmail?: string | null;
  customerPhone?: string | null;
}

/** Decimals; both ends are included. */
interface AmountFilter {
  amountFrom?: string | null;
  amountTo?: string | null;
}

/** Newest first. */
export const usualSort: OrderSort = { field: 'CREATED_AT', direction: 'DESCENDING' };

/** Whether an index has the list as it is: no other member of the filter is set, and it is newest first. */
export function isPlain(filter: OrderFilter, { field, direction }: OrderSort): boolean {
  const { tokens, amounts } = partsOf(filter);
  const isSorted = field === usualSort.field && direction === usualSort.direction;
  return isSorted && !Object.values({ ...tokens, ...amounts }).some(isSet);
}

/** In the order of `sort`. One row more than requested shows that there are more. */
export async function findOrders(
  deps: Deps,
  merchantId: string,
  page: SortedPage,
  filter: OrderFilter,
  sort: OrderSort,
): Promise<Order[]> {
  const { tokens, amounts, plain } = partsOf(filter);
  const lists = await tokensOf(deps, merchantId, tokens);
  if (lists === null) return [];
  const conditions: Condition[] = lists.filter(({ length }) => length > 0).map((all) => [all]);
  const ranks = ranksOf(amounts);
  return findSortedOrders(deps.read, merchantId, page, { plain, conditions, ranks, sort });
}

function partsOf({
  currency,
  methods,
  metadata,
  customerId,
  customerEmail,
  customerPhone,
  amountFrom,
  amountTo,
  ...plain
}: OrderFilter) {
  const tokens = { currency, methods, metadata, customerId, customerEmail, customerPhone };
  return { tokens, amounts: { amountFrom, amountTo }, plain };
}

type Unset<Filter> = { [Name in keyof Filter]?: Filter[Name] | undefined };

/**
 * What is not personal, and what is: an order has at least one token of each list. Null: no order can have what is
 * looked for.
 */
async function tokensOf(
  deps: Deps,
  merchantId: string,
  { currency, methods, metadata, customerId, ...customer }: Unset<TokenFilter>,
): Promise<[plain: Token[][], personal: Token[][]] | null> {
  const plain = [
    ...(isSet(currency) ? [[plainToken(merchantId, 'CURRENCY', currency)]] : []),
    ...(isSet(methods)
      ? [[...new Set(methods)].map((one) => plainToken(merchantId, 'METHOD', one))]
      : []),
    ...(metadata ?? []).map((entry) => [metadataToken(merchantId, entry)]),
    ...(isSet(customerId) ? [[plainToken(merchantId, 'CUSTOMER', customerId)]] : []),
  ];
  if (plain.some((list) => list.length === 0)) return null;
  const { customerEmail: email, customerPhone: phone } = customer;
  if (!isSet(email) && !isSet(phone)) return [plain, []];
  const blind = await deps.blinds.find(merchantId);
  if (blind === null) return null;
  const personal = [
    ...(isSet(email) ? [[blind.token('EMAIL', sameEmail(email))]] : []),
    ...(isSet(phone) ? [[blind.token('PHONE', samePhone(phone))]] : []),
  ];
  return [plain, personal];
}

/** No amount is negative. */
function ranksOf({ amountFrom, amountTo }: Unset<AmountFilter>): RankRange | null {
  const from = isSet(amountFrom) && !isNegative(amountFrom) ? rankOfDecimal(amountFrom) : null;
  if (!isSet(amountTo)) return from === null ? null : { ...everyRank, from };
  const to = isNegative(amountTo) ? '' : rankOfDecimal(amountTo);
  return { from: from ?? everyRank.from, to };
}

const isNegative = (decimal: string): boolean => decimal.startsWith('-') && /[1-9]/.test(decimal);
