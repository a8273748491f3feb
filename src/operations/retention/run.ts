import { UnavailableError } from '../../domain/errors.ts';
import { finishTask, leaseTask } from '../../store/queries/retention/tasks.ts';
import { leaseMs } from '../reconciliation/lease.ts';
import { archiveEvents } from './archive-events.ts';
import { foldPolls, forgetCalls, forgetWebhooks } from './bodies.ts';
import type { RetentionDeps, RetentionTask } from './task.ts';

/** Polls first: a text that is removed can no longer be compared. */
const tasks: readonly RetentionTask[] = [foldPolls, forgetCalls, forgetWebhooks, archiveEvents];

/** Milliseconds between two looks of a process, and from the end of a task until it is due again. */
const lookEveryMs = 60_000;
const againMs = 3_600_000;
/** A lease is given back after this part of it, so that it never runs out while its holder works. */
const workMs = leaseMs / 4;

/** Makes room: removes and archives what is kept no longer (docs/running.md#retention). */
export interface RetentionWork {
  /** Looks for due tasks and begins them. Does not wait for them. */
  start(): void;
  /** Resolves when what has begun is over. */
  idle(): Promise<void>;
  stop(): void;
}

export function createRetention(deps: RetentionDeps): RetentionWork {
  const configured = tasks.filter((task) => task.isOn(deps.retention));
  let working: Promise<void> | null = null;
  let nextLook = -Infinity;
  const stopping = new AbortController();

  async function work(): Promise<void> {
    for (const task of configured) {
      try {
        // Steps of all tasks together would only slow down each other.
        while (await run(deps, task, stopping.signal));
      } catch (error) {
        if (error instanceof UnavailableError) return;
        deps.log.error(
          { err: error, task: task.name },
          'making room failed; its lease will run out',
        );
      }
    }
  }

  return {
    start() {
      if (stopping.signal.aborted || working !== null || configured.length === 0) return;
      if (deps.monotonic() < nextLook || !deps.queue.isWritable) return;
      nextLook = deps.monotonic() + lookEveryMs;
      working = work().finally(() => (working = null));
    },
    async idle() {
      await working;
    },
    stop: () => stopping.abort(),
  };
}

/** Does a part of a task. True where it is ours and there is more to do. */
async function run(
  deps: RetentionDeps,
  task: RetentionTask,
  stopping: AbortSignal,
): Promise<boolean> {
  if (stopping.aborted) return false;
  const { name } = task;
  const now = deps.now();
  const until = now + leaseMs;
  const began = deps.monotonic();
  let position = await deps.queue.commit((tx) => leaseTask(tx, { name, now, until }));
  if (position === null) return false;
  let isDone = false;
  while (!isDone && !stopping.aborted && deps.monotonic() - began < workMs) {
    ({ position, isDone } = await task.step(deps, position));
  }
  const next = deps.now() + (isDone ? againMs : 0);
  const done = { name, until, position, next };
  await deps.queue.commit((tx) => finishTask(tx, done));
  return !isDone;
}
