import { setTimeout as sleep } from 'node:timers/promises';
import { eventually } from '../support/app.ts';
import type { Follower, Site } from './site.ts';

/** Milliseconds from the payment, whose webhook comes to one process, to the event at the subscriber of another. */
export interface Told {
  all: readonly number[];
  p50: number;
  p99: number;
  most: number;
}

export function figuresOf(latencies: readonly number[]): Told {
  const all = latencies.toSorted((a, b) => a - b);
  const at = (share: number): number =>
    Math.round(all[Math.min(all.length - 1, Math.floor(share * all.length))] ?? Infinity);
  return { all, p50: at(0.5), p99: at(0.99), most: at(1) };
}

/** Has so many orders paid, one after the other, and waits until all are told. `at`: called before each payment. */
export async function payAll(
  site: Site,
  follower: Follower,
  { count, everyMs, at }: { count: number; everyMs: number; at?: (index: number) => void },
): Promise<readonly number[]> {
  const orders = await site.orders(count);
  const paid = new Map<string, number>();
  for (const [index, order] of orders.entries()) {
    at?.(index);
    paid.set(order.id, performance.now());
    site.pay(order);
    await sleep(everyMs * (0.5 + Math.random()));
  }
  await eventually(async () => orders.every(({ id }) => follower.paidAt.has(id)), 20_000);
  return orders.map(({ id }) => (follower.paidAt.get(id) ?? Infinity) - (paid.get(id) ?? 0));
}
