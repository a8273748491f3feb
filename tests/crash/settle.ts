import { setTimeout as sleep } from 'node:timers/promises';
import type { SandboxProvider } from '../../sandbox/sandbox.ts';
import { crashProvider } from './providers/index.ts';
import type { Random } from './random.ts';
import type { Testbed } from './testbed/testbed.ts';

const mostSteps = 80;
/** Longest step: no request may be in flight for longer than the provider's access token is valid. */
const longestMs = 600_000;
/** What is due within this time is done together with what is due first. */
const togetherMs = 15_000;
/** Real milliseconds for due work to begin: the schedule runs every 500. */
const patienceMs = 6_000;

interface Open {
  kind: 'order' | 'refund' | 'settlement';
  provider: SandboxProvider;
  number: string;
}

/**
 * Moves the clock from one due time to the next, while payers and operators end what is still open at the providers,
 * until nothing is left that can end. `disturb` runs after each step.
 */
export async function settle(testbed: Testbed, random: Random, disturb: () => Promise<void>) {
  const { database, sandbox } = testbed;
  let advancedMs = 0;
  let steps = 0;
  while (steps < mostSteps) {
    await endOutside(testbed, random);
    await sandbox.call.idle();
    await untilIdle(testbed);
    const due = await database.due();
    const [soonest] = due;
    const next = due.findLast(({ at }) => at <= (soonest?.at ?? 0) + togetherMs);
    const unacknowledged = await sandbox.call.unacknowledged();
    if (next === undefined && unacknowledged === 0) break;
    const wait = next === undefined ? Infinity : next.at - testbed.clock.now() + 1;
    // An unacknowledged webhook is sent again after 5 s at the soonest, and then less and less often.
    const step = Math.min(
      Math.max(wait, 1),
      unacknowledged > 0 ? 5_000 * 1.5 ** steps : Infinity,
      longestMs,
    );
    advancedMs += step;
    steps += 1;
    await testbed.advance(step);
    await disturb();
  }
  return { steps, advancedMs };
}

/** Pays, declines or expires what still waits for a payer, and pays out or refuses the rest. */
async function endOutside({ database, sandbox }: Testbed, random: Random): Promise<void> {
  const open = await database.all<Open>(
    `select 'order' as kind, provider, provider_reference as number from orders
       where check_at is not null union all
     select 'refund', a.provider, r.provider_reference from refunds r
       join provider_accounts a on a.id = r.account_id where r.check_at is not null union all
     select 'settlement', provider, provider_reference from settlements where check_at is not null`,
  );
  await Promise.all(
    open.map(async ({ kind, provider, number }) => {
      if (kind !== 'order') return sandbox.call.advance(provider, kind, number, number);
      const { pay, decline, expire } = sandbox.call;
      const how = random.fork(number).weighed({ pay: 3, decline: 1, expire: 2 });
      if (how === 'pay' && (await pay(provider, number, 'full'))) {
        if (!crashProvider(provider).ignoresPayers) return true;
      }
      return how === 'decline' ? decline(provider, number) : expire(provider, number);
    }),
  );
}

/** Waits until nothing is due and no request is in flight. */
async function untilIdle({ clock, database, sandbox }: Testbed): Promise<void> {
  const until = performance.now() + patienceMs;
  let quiet = 0;
  let requests = '';
  while (quiet < 2 && performance.now() < until) {
    const seen = JSON.stringify((await sandbox.call.totals()).requests);
    const [next] = await database.due();
    const isDue = next !== undefined && next.at <= clock.now();
    quiet = isDue || seen !== requests ? 0 : quiet + 1;
    requests = seen;
    if (quiet < 2) await sleep(isDue ? 40 : 60);
  }
}
