import { FAULTS } from '../../src/sandbox/faults.ts';
import type { Scene } from './scene.ts';

/** What a step may meet, and how it is done. */
export interface Exposed {
  /** The calls at the provider that it makes first; what else may be called on the way goes wrong as well. */
  calls: readonly string[];
  /** Whether its answer may come while other things happen: it holds no lock while it waits. */
  mayBeDelayed?: boolean;
  run: () => Promise<string>;
}

const withoutDelay = FAULTS.filter((fault) => fault !== 'delay');

/** Does it, now and then with something going wrong at the provider; says what, and what came of it. */
export async function exposed(
  scene: Scene,
  { calls, mayBeDelayed, run }: Exposed,
): Promise<string> {
  const { chance, counterpart } = scene;
  // While an answer is awaited nothing else may be lost: whose it was could not be told again.
  if (scene.delayed !== null || !chance.percent(40)) return run();
  if (mayBeDelayed && chance.percent(20)) return delayed(scene, calls, run);
  if (chance.percent(8)) return unplugged(scene, run);
  const armed: string[] = [];
  for (let count = chance.int(1, 2); count > 0; count -= 1) {
    const operation = chance.pick([...calls, ...calls, ...counterpart.calls.others]);
    const fault = chance.pick(withoutDelay);
    const times = chance.pick([1, 1, 1, 2, 5]);
    counterpart.faults.arm({ fault, operation, times });
    scene.tally.add('faults', fault);
    armed.push(`${fault} on ${operation}${times === 1 ? '' : `, ${times} times`}`);
  }
  const outcome = await run();
  counterpart.faults.clear();
  return `[${armed.join('; ')}] ${outcome}`;
}

async function unplugged(scene: Scene, run: () => Promise<string>): Promise<string> {
  scene.tally.add('faults', 'unreachable');
  await scene.plug(false);
  const outcome = await run();
  await scene.plug(true);
  return `[unreachable] ${outcome}`;
}

/** The effect happens now; the answer comes later, and what happens meanwhile happens first. */
async function delayed(
  scene: Scene,
  calls: readonly string[],
  run: () => Promise<string>,
): Promise<string> {
  const { chance, counterpart, tally, trace } = scene;
  const delayMs = chance.pick([500, 5_000, 40_000, 90_000]);
  for (const operation of calls) counterpart.faults.arm({ fault: 'delay', operation, delayMs });
  const before = counterpart.received().length;
  const call = { isDone: false };
  const done = run()
    .then((outcome) => trace.step(scene.now(), `the delayed answer: ${outcome}`))
    .finally(() => (call.isDone = true));
  const hasArrived = (): boolean =>
    counterpart
      .received()
      .slice(before)
      .some(({ operation, code }) => calls.includes(operation ?? '') && code !== null);
  const until = Date.now() + 10_000;
  while (!call.isDone && !hasArrived()) {
    if (Date.now() > until) throw new Error('a request did not arrive in 10 s');
    await new Promise((resolve) => setImmediate(resolve));
  }
  counterpart.faults.clear();
  if (call.isDone) {
    await done;
    return 'it made no such call';
  }
  tally.add('faults', 'delay');
  scene.delayed = { dueAt: scene.now() + delayMs, done };
  return `[answer delayed by ${delayMs} ms]`;
}
