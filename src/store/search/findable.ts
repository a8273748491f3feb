import type { Order } from '../../domain/aggregates/aggregate.ts';
import {
  searchableOrder,
  searchablePayment,
  searchableRefund,
  searchableSettlement,
} from '../../domain/search/searchable.ts';
import type { Searchable } from '../../domain/search/searchable.ts';
import type { Followed } from '../statements/tables.ts';
import { metadataToken, plainToken, termTokens } from './tokens.ts';
import type { Token } from './tokens.ts';

const searchables: Readonly<Record<Followed, (record: never) => Searchable>> = {
  orders: searchableOrder,
  refunds: searchableRefund,
  settlements: searchableSettlement,
  abnormal_payments: searchablePayment,
};

interface Known {
  merchantId: string;
}

const searchableIn = (table: Followed, record: Known): Searchable =>
  searchables[table](record as never);

/** The tokens of a record of the table that is stored for the first time. */
export function firstTokens(table: Followed, record: Known): readonly Token[] {
  const { first, later } = searchableIn(table, record);
  const tokens = termTokens(record.merchantId, [...first, ...later]);
  return table === 'orders' ? [...tokens, ...filterTokens(record as Order)] : tokens;
}

/** The tokens by which lists of orders are filtered. */
function filterTokens({ merchantId, request }: Order): Token[] {
  const { customer, metadata } = request;
  return [
    plainToken(merchantId, 'CURRENCY', request.amount.currency),
    plainToken(merchantId, 'METHOD', request.method.type),
    ...(customer.id === null ? [] : [plainToken(merchantId, 'CUSTOMER', customer.id)]),
    ...metadata.map((entry) => metadataToken(merchantId, entry)),
  ];
}

/** The tokens of what is known of a record now and was not before. */
export function laterTokens(table: Followed, before: Known, now: Known): readonly Token[] {
  const { later } = searchableIn(table, now);
  const earlier = searchableIn(table, before).later;
  if (later.every((text, at) => text === earlier[at])) return [];
  const known = new Set(termTokens(now.merchantId, earlier));
  return termTokens(now.merchantId, later).filter((token) => !known.has(token));
}
