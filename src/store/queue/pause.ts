import type { Pause } from '../aggregates/steps.ts';
import { yieldToLoop } from '../time-slices.ts';

/** Milliseconds after which a group lets other work run before it goes on. */
const groupMs = 4;

/** Lets other work run between the steps of a group that takes long. */
export function pauseOver(elapsed: () => number): Pause {
  let until = elapsed() + groupMs;
  const others = async (): Promise<void> => {
    await yieldToLoop();
    until = elapsed() + groupMs;
  };
  return () => (elapsed() < until ? undefined : others());
}
