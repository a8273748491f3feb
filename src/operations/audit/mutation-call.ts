import type { Principal } from '../../domain/principal.ts';

/** One call of a mutation. */
export interface MutationCall {
  mutation: string;
  principal: Exclude<Principal, { kind: 'CLIENT' }>;
  source: string;
  requestId: string;
  /** The masked arguments as JSON. Called only when there is something to write. */
  arguments: () => string;
  /** Ids in the arguments. */
  named: () => readonly string[];
}
