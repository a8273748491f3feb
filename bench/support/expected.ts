/** What searches and lists find in a database that `makeFindable` filled. */
import { found } from './findable.ts';

export interface Sort {
  field: 'CREATED_AT' | 'UPDATED_AT' | 'AMOUNT';
  direction: 'ASCENDING' | 'DESCENDING';
}

type IsWanted = (n: number) => boolean;

/** The first order is as it was made, and all others are its copies. */
export const amountOf = (n: number): number => (n === 0 ? 100 : Number(found.amount(n)));
export const currencyOf = (n: number): string => (n === 0 ? 'USD' : found.currency(n));

export function newestOf(orders: number, limit: number, isWanted: IsWanted): number[] {
  const all: number[] = [];
  for (let n = orders; n >= 0 && all.length < limit; n -= 1) if (isWanted(n)) all.push(n);
  return all;
}

const valueOf = {
  CREATED_AT: (n: number) => n,
  UPDATED_AT: found.updatedAfter,
  AMOUNT: amountOf,
};

/** Newest first where `sort` is left out. */
export function firstOf(
  orders: number,
  limit: number,
  sort: Sort | undefined,
  isWanted: IsWanted,
): number[] {
  if (sort === undefined) return newestOf(orders, limit, isWanted);
  const value = valueOf[sort.field];
  const all = newestOf(orders, Infinity, isWanted).toSorted((a, b) => value(a) - value(b) || a - b);
  return (sort.direction === 'ASCENDING' ? all : all.toReversed()).slice(0, limit);
}
