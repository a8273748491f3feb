import type { Logger } from 'pino';
import type { Resolve } from '../providers/targets.ts';

/** What tests replace. */
export interface Overrides {
  /** Epoch milliseconds; providers check signatures against it, so a sandbox must share it. */
  now?: () => number;
  /** Milliseconds for durations; left out, it goes with `now`. */
  monotonic?: () => number;
  /** By which milliseconds a turn of the event loop is shared out; stopped, a simulation replays exactly. */
  elapsed?: () => number;
  log?: Logger;
  /** Milliseconds between looks at what is due; null: only when `runDue` is called. */
  scheduleMs?: number | null;
  /** Milliseconds of the clock behind `now`. */
  pause?: (ms: number) => Promise<void>;
  /** Of every connection to a provider: tests need not wait as long as production does. */
  limits?: { timeoutMs?: number; requestsPerSecond?: number; longestWaitMs?: number };
  /** Addresses of the names of providers, instead of the system's. */
  resolve?: Resolve;
  /** Put into GraphiQL's headers. */
  demoKey?: string | null;
}
