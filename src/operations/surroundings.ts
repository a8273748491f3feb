import type { Clock } from '../clock.ts';
import type { Details } from '../log/details.ts';
import type { Measure } from './measure.ts';

/** Time, and those to whom operations report. */
export interface Surroundings extends Clock {
  /** Resolves after `ms` milliseconds of the clock behind `monotonic`. */
  pause: (ms: number) => Promise<void>;
  /** Resolves in the event loop's next turn, when everything that came in together has arrived. */
  yieldToLoop: () => Promise<void>;
  log: Log;
  measure: Measure;
}

export interface Log {
  debug(details: Details, message: string): void;
  info(details: Details, message: string): void;
  warn(details: Details, message: string): void;
  error(details: Details, message: string): void;
}
