import type { CircuitState } from '../providers/circuit.ts';
import type { Connection, ProviderModule } from '../providers/provider.ts';
import type { AccountRecord } from '../store/records.ts';
import type { Reachability } from './attention/reachability.ts';

export interface Connections {
  /** The account's connection. It is made on first use, and again after the account's configuration has changed. */
  of(account: AccountRecord): { connection: Connection; module: ProviderModule; config: unknown };
  /** Circuits of the accounts whose provider does not answer. */
  openCircuits(): readonly OpenCircuit[];
  circuitOf(accountId: string): CircuitState;
  /** Whether calls reach the providers. */
  reachability: Pick<Reachability, 'take'>;
  close(): Promise<void>;
}

export interface OpenCircuit {
  account: string;
  provider: string;
  /** HALF_OPEN: one call may leave as a probe. */
  state: Exclude<CircuitState, 'CLOSED'>;
}
