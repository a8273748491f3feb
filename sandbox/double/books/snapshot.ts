import type { Decimal } from '../fields/decimal.ts';
import { isDecimal, toText } from '../fields/decimal.ts';
import type { Entity } from '../platform.ts';

/** What leads to another entity or to the account has a meaning only inside. */
type IsInner<K, T> = K extends 'account' ? true : [T] extends [Entity | null] ? true : false;

/** A copy for tests: amounts as exact decimal strings, without what leads to other entities. */
export type Snapshot<E> = {
  [K in keyof E as IsInner<K, E[K]> extends true ? never : K]: [E[K]] extends [Decimal]
    ? string
    : [E[K]] extends [Decimal | null]
      ? string | null
      : E[K];
};

/** `places`: the least number of decimals of an amount. */
export function snapshot<E extends Entity>(entity: E, places = 0): Snapshot<E> {
  const members = Object.entries(entity as object)
    .filter(([name, value]) => name !== 'account' && !isEntity(value))
    .map(([name, value]: [string, unknown]) => [
      name,
      isDecimal(value) ? toText(value, places) : copy(value),
    ]);
  return Object.fromEntries(members) as Snapshot<E>;
}

function isEntity(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'account' in value && 'number' in value;
}

function copy(value: unknown): unknown {
  return Array.isArray(value) ? structuredClone(value) : value;
}
