import type { Logger } from 'pino';
import type { DemoOrder } from '../http/graphiql/method-tabs.ts';
import type { ProviderModules } from '../providers/provider.ts';
import type { Resolve } from '../providers/targets.ts';

/** Parts that tests replace. */
export interface Overrides {
  /** Epoch milliseconds. Providers check signatures against it, so a sandbox must have the same clock. */
  now?: () => number;
  /** Milliseconds for durations. Default: `now`. */
  monotonic?: () => number;
  /** Milliseconds by which time slices are measured. With a stopped clock, a simulation replays exactly. */
  elapsed?: () => number;
  log?: Logger;
  /** Milliseconds between two polls for due work. Null: only when `runDue` is called. */
  scheduleMs?: number | null;
  /** Waits for milliseconds of the clock of `now`. */
  pause?: (ms: number) => Promise<void>;
  /** Limits of every connection to a provider or an event endpoint, so that tests wait less than production does. */
  limits?: { timeoutMs?: number; requestsPerSecond?: number; longestWaitMs?: number };
  /** Resolves the host names of providers and event endpoints, in place of the system. */
  resolve?: Resolve;
  /** Providers in the place of those in the registry. */
  modules?: ProviderModules;
  /** An API key for GraphiQL's headers. */
  demoKey?: string | null;
  /** Orders of the demo merchant for tabs of GraphiQL, as they are at the moment. */
  demoOrders?: () => readonly DemoOrder[];
  /** The pages of the sandbox that runs beside the server, as they are at the moment. */
  sandboxes?: () => readonly { title: string; url: string }[];
}
