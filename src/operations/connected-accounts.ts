import type { CircuitState } from '../providers/circuit.ts';
import type { Connection, ProviderModule } from '../providers/provider.ts';
import type { AccountRecord } from '../store/records.ts';

export interface Connections {
  /** The account's connection, made when it is first used and again after its configuration changed. */
  of(account: AccountRecord): { connection: Connection; module: ProviderModule; config: unknown };
  /** Of the accounts whose provider does not answer. */
  openCircuits(): readonly OpenCircuit[];
  circuitOf(accountId: string): CircuitState;
  close(): Promise<void>;
}

export interface OpenCircuit {
  account: string;
  provider: string;
  /** HALF_OPEN: one call may try. */
  state: Exclude<CircuitState, 'CLOSED'>;
}
