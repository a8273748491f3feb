import type { EventEndpoint } from '../../../domain/event-endpoints/event-endpoint.ts';
import type { Deps } from '../../deps.ts';
import type { Address, AttemptDeps } from './attempt.ts';
import { Executions } from './executions.ts';
import type { Lease } from './lease.ts';
import { Places } from './places.ts';
import { Wakes } from './wakes.ts';

/** What the senders of all endpoints share. */
export interface SenderDeps
  extends Pick<Deps, 'queue' | 'log' | 'measure' | 'monotonic'>, AttemptDeps {
  random: () => number;
  places: Places;
  wakes: Wakes;
  lease: Lease;
}

/** An endpoint with what is needed to send to it. */
export interface Opened {
  endpoint: EventEndpoint;
  address: Address;
  timeline: string;
  /** Of the lease, when the endpoint was taken. */
  term: number;
}

/** Attempts under way at once that endpoints share, beside the one that each may have. */
const mostShared = 1_024;

export function senderDepsOf(deps: Deps, lease: Lease): SenderDeps {
  const { read, queue, log, cursors, measure, now, monotonic, poster } = deps;
  const known = { read, queue, log, cursors, measure, now, monotonic, poster, lease };
  const executions = new Executions(deps.documents);
  const shared = { executions, places: new Places(mostShared), wakes: new Wakes() };
  return { ...known, ...shared, random: Math.random };
}
