import type { EventEndpoint } from '../../../domain/event-endpoints/event-endpoint.ts';
import type { Deps } from '../../deps.ts';
import type { Address, AttemptDeps } from './attempt.ts';
import type { Lease } from './lease.ts';
import type { Places } from './places.ts';

/** What the senders of all endpoints share. */
export interface SenderDeps
  extends Pick<Deps, 'queue' | 'log' | 'measure' | 'monotonic'>, AttemptDeps {
  random: () => number;
  places: Places;
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
