import type { Notifier } from '../notifier/notifier.ts';
import type { ProviderModule } from '../providers/provider.ts';
import type { Queue } from '../store/commit.ts';
import type { ReferenceOf } from '../store/references.ts';
import type { Targets } from '../providers/targets.ts';
import type { Cursors } from '../store/cursor.ts';
import type { Reader } from '../store/sql.ts';
import type { Connections } from './connected-accounts.ts';
import type { Credentials } from './merchants/credentials.ts';
import type { Polling } from './due/polling.ts';
import type { SendingMeans } from './event-endpoints/means.ts';
import type { Sealing } from './personal-data/blind.ts';
import type { Locks, Coalescer } from './locks.ts';
import type { Surroundings } from './surroundings.ts';
import type { ReceivingMeans } from './webhooks/means.ts';

export type { Log } from './surroundings.ts';

/** The first argument of every operation. Time, ids and randomness come from here. */
export interface Deps extends Surroundings, Credentials, Sealing, SendingMeans, ReceivingMeans {
  /** Reads committed data. */
  read: Reader;
  /** The only way to write. */
  queue: Queue;
  notifier: Notifier;
  ids: Ids;
  cursors: Cursors;
  /** The registered providers, by name. */
  modules: ReadonlyMap<string, ProviderModule>;
  connections: Connections;
  /** Addresses that provider accounts and event endpoints may have. */
  targets: Targets;
  locks: Locks;
  polling: Polling;
  /** Joins queries about the same thing, by its id. */
  coalescer: Coalescer;
  /** The base address under which providers and payers reach us, without a slash at its end. */
  publicUrl: string;
  /** Idempotency keys whose operation is running in this process. */
  running: Set<string>;
}

/** Ids ascend with time, so that new rows are neighbours in every index. */
export interface Ids {
  make(prefix: IdPrefix): string;
  /** The reference that a provider is given (docs/rules.md#our-references). */
  providerReference: ReferenceOf;
  /** 256 random bits, for secrets, in letters and digits. */
  secret(): string;
}

export type IdPrefix =
  | 'dky'
  | 'mer'
  | 'key'
  | 'acc'
  | 'eep'
  | 'lnk'
  | 'ord'
  | 'rfd'
  | 'stl'
  | 'abn'
  | 'evt'
  | 'whd'
  | 'cal'
  | 'evi'
  | 'aud';
