import { setTimeout as sleep } from 'node:timers/promises';
import { crowdIn } from './crowd.ts';
import { letGo, makeMischief } from './load/mischief.ts';
import { playOrder } from './load/orders.ts';
import { playSettlement } from './load/payouts.ts';
import { sendForgedNotice, repeatKey } from './load/repetitions.ts';
import type { Scenario } from './load/scenario.ts';
import type { Random } from './random.ts';
import { backUp, restore } from './restore.ts';
import { settle } from './settle.ts';
import type { Testbed } from './testbed/testbed.ts';

/** Where the kills of a round fell. */
export interface Kill {
  during: 'load' | 'start' | 'settling';
  /** Whether no other process went on. */
  isOfAll: boolean;
  /** Requests of clients that had no answer yet, by operation. */
  inFlight: Record<string, number>;
}

export interface Played {
  kills: Kill[];
  /** Shifted epoch milliseconds: objects created since then belong to the round. */
  from: number;
  /** The number of objects created since a backup when it was restored. Null if none was restored. */
  lost: number | null;
  /** Steps of the clock until everything was settled, and how far it moved in total. */
  steps: number;
  advancedMs: number;
  /** Real milliseconds until it ran again, until all clients had their answers, until all was settled. */
  phases: { load: number; answers: number; settling: number };
}

const storiesMs = 60_000;
const mostStepMs = 90_000;

/** Plays load and faults, SIGKILL in the middle of it, restart, and time until everything is final. */
export async function playRound(testbed: Testbed, random: Random, round: number): Promise<Played> {
  const { client, clock } = testbed;
  client.round = round;
  const disaster = random.fork('disaster').weighed({ none: 14, restore: 2, crowd: 1 });
  if (disaster === 'restore') await backUp(testbed);
  // Objects that are created while the wall clock is late also belong to this round.
  await testbed.advance(2 * mostStepMs);
  const from = clock.now() - mostStepMs;
  if (disaster === 'crowd') await crowdIn(testbed, random.fork('crowd'), round);
  const phase = stopwatch();
  await makeMischief(testbed, random.fork('mischief'));
  const stories = Promise.all(beginStories(testbed, random, round));
  const stepping = stepClock(testbed, random.fork('clock'));
  const held = sleep(random.between(100, 1_200)).then(() => letGo(testbed, random.fork('held')));
  await sleep(random.between(100, 1_300));
  await aim(client, random.fork('aim'));
  const kills = await killAndRestart(testbed, random.fork('kill'));
  const load = phase();
  await held;
  await stepping;
  // In the other half they last until the clients are done.
  if (random.chance(0.5)) await testbed.sandbox.call.calm();
  const left = await Promise.race([stories, sleep(storiesMs, 'left', { ref: false })]);
  if (left === 'left') client.complain('stuck', 'clients got no answer for a minute');
  await testbed.sandbox.call.calm();
  const answers = phase();
  const disturb = disturbance(testbed, random.fork('disturbance'), kills);
  testbed.paygraph.step(0);
  const { steps, advancedMs } = await settle(testbed, random.fork('settle'), disturb);
  const lost = disaster === 'restore' ? await restore(testbed, random.fork('restore')) : null;
  if (lost !== null) await settle(testbed, random.fork('settle again'), async () => undefined);
  return { kills, from, lost, steps, advancedMs, phases: { load, answers, settling: phase() } };
}

/** Steps the clock in a third of the rounds, by less than providers notice in signed times. */
async function stepClock({ paygraph }: Testbed, random: Random): Promise<void> {
  if (!random.chance(0.35)) return;
  await sleep(random.between(0, 1_500));
  paygraph.step(random.pick([-mostStepMs, -30_000, 30_000, mostStepMs]));
  await sleep(random.between(0, 1_500));
  if (random.chance(0.5)) paygraph.step(0);
}

/** Milliseconds since it was last read. */
function stopwatch(): () => number {
  let last = performance.now();
  return () => {
    const since = performance.now() - last;
    last += since;
    return since;
  };
}

function beginStories(testbed: Testbed, random: Random, round: number): Promise<void>[] {
  const windowMs = random.between(300, 1_500);
  const scenario = (name: string): Scenario => ({
    testbed,
    random: random.fork(name),
    name: `r${String(round).padStart(4, '0')}-${name}`,
    windowMs,
  });
  const several = <T>(least: number, most: number, begin: (index: number) => T): T[] =>
    Array.from({ length: random.between(least, most) }, (_, index) => begin(index));
  return [
    ...several(6, 26, (index) => playOrder(scenario(`order-${index}`))),
    ...several(1, 4, async (index) => {
      const settlement = scenario(`settlement-${index}`);
      await sleep(settlement.random.between(0, windowMs));
      await playSettlement(settlement, settlement.random.pick(testbed.accounts));
    }),
    ...several(1, 3, (index) => repeatKey(scenario(`repetition-${index}`))),
    ...several(1, 3, (index) => sendForgedNotice(scenario(`mischief-${index}`))),
  ];
}

const aimMs = 600;

/** Most kills wait briefly for a request that moves money, and fall anywhere within it. */
async function aim(client: Testbed['client'], random: Random): Promise<void> {
  const target = random.weighed({
    anything: 2,
    createOrder: 4,
    createRefund: 3,
    createSettlement: 2,
  });
  if (target === 'anything') return;
  const until = performance.now() + aimMs;
  while ((client.inFlight.get(target) ?? 0) === 0 && performance.now() < until) {
    await sleep(2);
  }
  await sleep(random.between(0, 40));
}

async function killAndRestart(testbed: Testbed, random: Random): Promise<Kill[]> {
  const { paygraph } = testbed;
  const kills = [await kill(testbed, 'load', random)];
  while (random.chance(0.25) && kills.length < 3) {
    const interrupted = paygraph.start().catch(() => undefined);
    // Each kill follows the previous one.
    await sleep(random.between(50, 1_500));
    kills.push(await kill(testbed, 'start', random));
    await interrupted;
  }
  await paygraph.start();
  return kills;
}

/** Kills once in a third of the rounds, while lost instructions are queried and sent again. */
function disturbance(testbed: Testbed, random: Random, kills: Kill[]): () => Promise<void> {
  let stepsLeft = random.chance(0.35) ? random.between(0, 4) : Infinity;
  return async () => {
    stepsLeft -= 1;
    if (stepsLeft !== -1) return;
    await makeMischief(testbed, random.fork('mischief'));
    // The schedule runs every 500 ms.
    await sleep(random.between(0, 800));
    kills.push(await kill(testbed, 'settling', random));
    await testbed.paygraph.start();
    await testbed.sandbox.call.calm();
  };
}

async function kill(
  { client, paygraph }: Testbed,
  during: Kill['during'],
  random: Random,
): Promise<Kill> {
  const inFlight = Object.fromEntries([...client.inFlight].filter(([, count]) => count > 0));
  const which = paygraph.draw(random);
  await paygraph.kill(which);
  return { during, inFlight, isOfAll: which.length === paygraph.all.length };
}
