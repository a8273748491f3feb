import type { Principal } from '../../domain/principal.ts';

/** A mutation that somebody calls. */
export interface MutationCall {
  mutation: string;
  principal: Exclude<Principal, { kind: 'CLIENT' }>;
  source: string;
  requestId: string;
  /** JSON, masked. Asked for only when there is something to write. */
  arguments: () => string;
  /** Ids that the caller named. */
  named: () => readonly string[];
}
