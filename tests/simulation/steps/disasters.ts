import { recoverInFlight } from '../../../src/operations/instructions/resolve.ts';
import type { Scene } from '../scene.ts';
import type { Step } from './step.ts';

/** Milliseconds. */
const ahead = [30_000, 90_000, 600_000];

export const disasters: readonly Step[] = [
  {
    name: 'the clock on the wall steps',
    weight: 3,
    async run(scene) {
      const { random, counterpart, simulator } = scene;
      const isRight = simulator.wallOffMs === 0;
      const steps = [...ahead, ...ahead.map((ms) => -ms)];
      const possible = steps.filter((ms) => Math.abs(ms) <= counterpart.clockTolerance);
      const offMs = isRight ? random.pick(possible) : 0;
      const { length } = await waiting(scene);
      const stepMs = await step(scene, offMs);
      return `by ${stepMs} ms, ${length} waiting`;
    },
  },
  {
    name: 'another process starts',
    weight: 8,
    async run(scene) {
      const { delayed, deps, trace } = scene;
      const id = delayed?.subjectId;
      if (!delayed || !id || delayed.isPresumedLost) return null;
      await recoverInFlight(deps);
      delayed.isPresumedLost = true;
      const all = [
        ...(await scene.orders()),
        ...(await scene.refunds()),
        ...(await scene.settlements()),
      ];
      return `on the same database, ${trace.nameOf(id)}: ${all.find((one) => one.id === id)?.status}`;
    },
  },
  {
    name: 'a backup is made',
    weight: 2,
    async run(scene) {
      if (scene.delayed !== null || scene.backup !== null || scene.random.percent(50)) return null;
      await scene.backUp();
      return 'of all that is';
    },
  },
  {
    name: 'the backup is restored',
    weight: 8,
    async run(scene) {
      const { backup, delayed, hasBeenRestored, portalRefunds } = scene;
      if (backup === null || delayed !== null || hasBeenRestored) return null;
      // Nobody would query those again, and their webhooks have come.
      if (portalRefunds.length > backup.portalRefunds) return null;
      const lost = scene.keys.filter(({ id }, index) => id !== (backup.made[index] ?? null)).length;
      if (lost === 0 && scene.random.percent(95)) return null;
      scene.tally.add('restored', `${lost} keys lost`);
      await scene.restore();
      const redelivered = await redeliver(scene);
      await scene.advance(0);
      const outcomes = await scene.repeatKeys();
      return `${lost} keys were lost; ${redelivered}${outcomes.join(', ')}`;
    },
  },
];

/** What came before the backup was restored comes again before anybody queries what was lost. */
async function redeliver(scene: Scene): Promise<string> {
  const { random, counterpart, lost } = scene;
  // An abnormal payment would have another id here than the one that its refund names.
  const all = counterpart.outbox
    .events()
    .filter(({ eventId, body }) => !lost.has(eventId) && !body.includes('ABNORMAL_PAYMENT'));
  if (all.length === 0 || random.percent(30)) return '';
  const statuses: (number | null)[] = [];
  // The latest are about what was lost, and only refunds can be reported in full.
  const ofRefunds = all.filter(({ body }) => /refund/i.test(body));
  for (const { eventId } of new Set([...ofRefunds.slice(-2), ...all.slice(-3)])) {
    // oxlint-disable-next-line no-await-in-loop
    statuses.push((await counterpart.outbox.resend(eventId)).status);
  }
  return `webhooks come first: ${statuses.join(', ')}; `;
}

/** What is unknown or unsent must not wait longer because of it, unless it was queried or tried at once. */
async function step(scene: Scene, offMs: number): Promise<number> {
  const { simulator, trace, checker } = scene;
  if (scene.delayed?.isPresumedLost === true) await scene.awaitDelayed();
  const before = await waiting(scene);
  const stepMs = offMs - simulator.wallOffMs;
  simulator.wallOffMs = offMs;
  scene.hasStepped = true;
  await simulator.runDue();
  for (const { id, status, version, checks, waitMs } of await waiting(scene)) {
    const then = before.find(
      (one) => one.id === id && one.version === version && one.checks === checks,
    );
    if (then === undefined || then.waitMs <= 0 || waitMs <= then.waitMs + toleranceMs) continue;
    checker.complain(
      `${trace.nameOf(id)} is ${status} and was due in ${then.waitMs} ms, and now in ${waitMs} ms`,
    );
  }
  return stepMs;
}

const toleranceMs = 5_000;
const urgent = ['CREATED', 'REQUESTED', 'SUBMITTING', 'UNKNOWN'];

/** What is due of that by Paygraph's own clock. */
export async function waiting(scene: Scene) {
  const now = scene.now() + scene.simulator.wallOffMs;
  const all = [
    ...(await scene.orders()),
    ...(await scene.refunds()),
    ...(await scene.settlements()),
  ];
  return all.flatMap(({ id, status, version, checks, checkAt }) =>
    checkAt === null || !urgent.includes(status)
      ? []
      : [{ id, status, version, checks, waitMs: checkAt - now }],
  );
}

/** In the end the clock is correct again. */
export async function setRight(scene: Scene): Promise<void> {
  if (scene.simulator.wallOffMs !== 0) await step(scene, 0);
}
