import type { MoneyFieldsFragment, OrderRowFragment } from '../../gql/graphql.ts';
import { labelOf } from '../../parts/texts.tsx';
import type { Bar } from './bars.tsx';
import { sumOf } from './decimal.ts';

const currencyOf = ({ currency, network }: MoneyFieldsFragment): string =>
  network ? `${currency} (${labelOf(network)})` : currency;

/** What was paid, by currency and network: they never add up. */
export function paidByCurrency(orders: readonly OrderRowFragment[]): ReadonlyMap<string, string> {
  const sums = new Map<string, string>();
  for (const { paid } of orders) {
    if (!paid) continue;
    const name = currencyOf(paid);
    sums.set(name, sumOf(sums.get(name) ?? '0', paid.amount));
  }
  return sums;
}

/** How many orders of each day have each status: a row for each day, the newest first. */
export function statusesByDay(orders: readonly OrderRowFragment[]) {
  const days = Map.groupBy(orders, ({ createdAt }) => createdAt.slice(0, 10));
  return [...days].map(([day, ofDay]) => {
    const counts = Map.groupBy(ofDay, ({ status }) => status);
    return { day, counts: [...counts].map(([status, { length }]) => ({ status, count: length })) };
  });
}

const ages: readonly [name: string, minutes: number][] = [
  ['< 1 min', 1],
  ['< 10 min', 10],
  ['< 1 h', 60],
  ['< 1 day', 1_440],
  ['older', Infinity],
];

/** How many have been so since how long. `now` in epoch milliseconds. */
export function byAge(since: readonly string[], now: number): Bar[] {
  const minutes = since.map((at) => (now - Date.parse(at)) / 60_000);
  return ages.map(([name, to], at) => {
    const from = ages[at - 1]?.[1] ?? -Infinity;
    return { name, size: minutes.filter((age) => age >= from && age < to).length };
  });
}

/** Milliseconds from a webhook to the event that it caused, as a median and a high percentile. */
export function delaysOf(pairs: readonly { from: string; to: string }[]): Bar[] {
  const sorted = pairs
    .map(({ from, to }) => Date.parse(to) - Date.parse(from))
    .filter((ms) => ms >= 0)
    .toSorted((a, b) => a - b);
  if (sorted.length === 0) return [];
  const at = (share: number): number =>
    sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
  return [
    { name: 'median', size: at(0.5), text: `${at(0.5)} ms` },
    { name: '95 of 100', size: at(0.95), text: `${at(0.95)} ms` },
    { name: 'slowest', size: at(1), text: `${at(1)} ms` },
  ];
}
