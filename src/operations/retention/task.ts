import type { Tx } from '../../store/sql.ts';
import type { Retention } from '../../domain/retention/retention.ts';
import type { Deps } from '../deps.ts';

/** `read`: the reader of background work. */
export interface RetentionDeps extends Pick<Deps, 'read' | 'queue' | 'now' | 'monotonic' | 'log'> {
  retention: Retention;
}

/** How far a task got. */
export interface Progress {
  /** Where it goes on; empty: from the beginning. */
  position: string;
  /** Whether there is nothing left to do for now. */
  isDone: boolean;
}

export interface RetentionTask {
  name: string;
  /** Whether it is configured. */
  isOn(retention: Retention): boolean;
  /** Does a bounded part of it: well within a lease. Doing a part twice changes nothing more. */
  step(deps: RetentionDeps, position: string): Promise<Progress>;
}

/** Milliseconds between two transactions, in which others write. */
const betweenMs = 20;

/** Commits a part of a task, and gives way to others. */
export async function commitPart(
  { queue }: Pick<RetentionDeps, 'queue'>,
  write: (tx: Tx) => Promise<void>,
): Promise<void> {
  await queue.commit(write);
  await new Promise((resolve) => setTimeout(resolve, betweenMs).unref());
}
