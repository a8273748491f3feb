import { setTimeout as sleep } from 'node:timers/promises';
import { Random } from '../simulation/random.ts';
import type { Fault } from './receivers.ts';
import { startReceivers } from './receivers.ts';
import { openSite } from './site.ts';
import type { Merchant } from './site.ts';

export interface KilledOptions {
  merchants: number;
  /** Of each merchant. */
  endpoints: number;
  orders: number;
  events: number;
  kills: number;
  /** The share of first attempts that fail. */
  faults: number;
  /** Whether some of these are not answered at all, which takes 15 s each. */
  hangs: boolean;
  seed: string;
  withinMs: number;
}

export interface Outcome {
  deliveries: number;
  posts: number;
  /** Posts whose signature was right. */
  verified: number;
  kills: number;
  /** Endpoints that answered 410 and were enabled again. */
  revived: number;
  missing: number;
  violations: readonly string[];
  seconds: number;
}

const atOnce = 50;
/** That are told. */
const mostWrong = 20;

/**
 * Two processes send the events of all endpoints. One after the other is killed and replaced while events are written,
 * and receivers fail at random.
 */
export async function sendWhileKilled(options: KilledOptions): Promise<Outcome> {
  const draws = new Random(options.seed, 0);
  const random = (): number => draws.int(0, 999_999) / 1_000_000;
  const kinds: Fault[] = ['ERROR', 'RESET', 'REDIRECT', 'LATER', 'GONE'];
  if (options.hangs) kinds.push('HANG');
  const faultOf = (): Fault =>
    random() < options.faults ? (kinds[Math.floor(random() * kinds.length)] ?? 'ERROR') : 'NONE';
  await using receivers = await startReceivers(faultOf, { afterMs: () => random() * 5 });
  await using site = await openSite({ sends: false });
  const senders = await Promise.all([site.sender(), site.sender()]);
  const began = performance.now();
  for (let number = 0; number < options.merchants; number += 1) {
    const merchant = await site.merchant(options.orders);
    const subjects = await appendAll(merchant, options.events, random);
    for (let nth = 0; nth < options.endpoints; nth += 1) {
      const name = `${number}-${nth}`;
      const know = receivers.expect({ name, subjects });
      know((await merchant.endpoint(receivers.urlOf(name))).secret);
    }
  }
  const deliveries = options.merchants * options.endpoints * options.events;
  const until = performance.now() + options.withinMs;
  const killAt = (nth: number): number => deliveries * (1 - (nth + 1) / (options.kills + 1));
  let kills = 0;
  let revived = 0;
  while (performance.now() < until && receivers.missing > 0) {
    await sleep(50);
    revived += await site.revive();
    if (kills >= options.kills || receivers.missing > killAt(kills)) continue;
    const at = kills % senders.length;
    await senders[at]?.kill();
    senders[at] = await site.sender();
    kills += 1;
  }
  const { posts, missing } = receivers;
  const { right: verified, wrong } = await receivers.verified();
  const violations = [...receivers.violations, ...wrong.slice(0, mostWrong)];
  const seconds = (performance.now() - began) / 1000;
  return { deliveries, posts, kills, revived, verified, missing, violations, seconds };
}

/** Of random orders, some together. Returns the events of each order, in their order. */
async function appendAll(merchant: Merchant, count: number, random: () => number) {
  const subjects = new Map<string, string[]>();
  for (let done = 0; done < count; done += atOnce) {
    const orders = Array.from({ length: Math.min(atOnce, count - done) }, () => {
      return merchant.orders[Math.floor(random() * merchant.orders.length)] ?? '';
    });
    const ids = await merchant.append(orders);
    orders.forEach((order, index) => {
      subjects.set(order, [...(subjects.get(order) ?? []), ids[index] ?? '']);
    });
  }
  return subjects;
}
