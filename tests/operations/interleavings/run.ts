import { asyncProperty, check } from 'fast-check';
import type { Arbitrary } from 'fast-check';
import { end } from './ending.ts';
import type { Behaviors } from './calls.ts';
import { Scene } from './scene.ts';
import type { SharedDatabase } from './shared-database.ts';
import { interleavings } from './interleaver.ts';

/** What is drawn for a scenario besides the order of turns. */
export interface Plan {
  behaviors: Behaviors;
}

export interface Scenario<Of extends Plan = Plan> {
  name: string;
  plans: Arbitrary<Of>;
  /** Runs before the scenario, without waiting for turns. */
  prepare?(scene: Scene, plan: Of): Promise<void>;
  /** Adds the actors that run at the same time. */
  cast(scene: Scene, plan: Of): void;
}

export interface Runs {
  numRuns: number;
  seed: number;
  path?: string;
  /** Milliseconds after which it stops, with fewer runs or with a failure that could be made smaller. */
  within?: number;
}

export interface Result {
  scenario: string;
  runs: number;
  steps: number;
  milliseconds: number;
  /** What is wrong, and how to repeat it; null where nothing is. */
  failure: string | null;
}

/** A scenario with any type of plan. */
export interface Interleaved {
  name: string;
  run(database: SharedDatabase, runs: Runs): Promise<Result>;
}

export const interleaved = <Of extends Plan>(scenario: Scenario<Of>): Interleaved => ({
  name: scenario.name,
  run: (database, runs) => runScenario(database, scenario, runs),
});

/** Runs so many interleavings of a scenario. */
async function runScenario<Of extends Plan>(
  database: SharedDatabase,
  scenario: Scenario<Of>,
  { numRuns, seed, path, within }: Runs,
): Promise<Result> {
  const startedAt = performance.now();
  let steps = 0;
  const property = asyncProperty(interleavings, scenario.plans, async (interleaving, plan) => {
    const scene = await Scene.open(database, interleaving, plan.behaviors);
    try {
      await scenario.prepare?.(scene, plan);
      await scene.idle();
      scene.interleaver.areOver = false;
      scenario.cast(scene, plan);
      await scene.play();
      steps += scene.interleaver.trace.length;
      await scene.idle();
      if (scene.complaints.length === 0) await end(scene);
    } catch (error) {
      scene.complain(error instanceof Error ? (error.stack ?? error.message) : String(error));
    }
    await scene.checkAll();
    if (scene.complaints.length === 0) return;
    await putAway(database, scene);
    throw new Error([...scene.complaints, ...scene.interleaver.trace].join('\n'));
  });
  const details = await check(property, {
    numRuns,
    seed,
    ...(path !== undefined && { path, endOnFailure: true }),
    ...(within !== undefined && { interruptAfterTimeLimit: within }),
  });
  const milliseconds = performance.now() - startedAt;
  const done = { scenario: scenario.name, runs: details.numRuns, steps, milliseconds };
  if (!details.failed) return { ...done, failure: null };
  const { counterexample, counterexamplePath, errorInstance } = details;
  const again = `--only "${scenario.name}" --seed ${seed} --path ${counterexamplePath}`;
  const drawn = JSON.stringify(counterexample);
  const wrong = errorInstance instanceof Error ? errorInstance.message : String(errorInstance);
  return { ...done, failure: `${again}\n${drawn}\n${wrong}` };
}

/** What a failed scene left unfinished is not resolved later. */
async function putAway({ first }: SharedDatabase, { merchantId }: Scene): Promise<void> {
  await first.queue.commit(async (tx) => {
    for (const table of ['orders', 'refunds']) {
      await tx.run(`update ${table} set check_at = null where merchant_id = ?`, merchantId);
    }
  });
}
