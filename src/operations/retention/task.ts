import type { Deps } from '../deps.ts';

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
  isOn(deps: Deps): boolean;
  /** Does a bounded part of it: well within a lease. Doing a part twice changes nothing more. */
  step(deps: Deps, position: string): Promise<Progress>;
}
