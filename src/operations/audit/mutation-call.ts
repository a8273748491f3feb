import type { Principal } from '../../domain/principal.ts';

/** Who calls a mutation. A payer who opens a payment link has no credentials but the link. */
export type Caller =
  | Exclude<Principal, { kind: 'CLIENT' }>
  | { kind: 'PAYMENT_LINK'; linkId: string; merchantId: string };

/** One call of a mutation. */
export interface MutationCall {
  mutation: string;
  principal: Caller;
  source: string;
  requestId: string;
  /** The masked arguments as JSON. Called only when there is something to write. */
  arguments: () => string;
  /** Ids in the arguments. */
  named: () => readonly string[];
}
