import type { InstructionKind, Instructions } from '../../domain/instructions/subject.ts';
import type { Observation } from '../../domain/observation.ts';
import type { Call, Connection, Reply } from '../../providers/provider.ts';
import type { Owner, Sql } from '../../store/sql.ts';
import type { Deps } from '../deps.ts';
import type { AccountConnection } from '../find.ts';
import type { Answered } from './change.ts';

/** A call to the provider, ready to be made. */
export type PreparedCall = (call: Call) => Promise<Reply>;

/**
 * What differs between the three kinds of instruction. The course of their lives is the same for all, and written once:
 * sending (`send.ts`), querying (`query.ts`), resolving what is unknown (`resolve.ts`), cancelling (`cancel.ts`).
 */
export interface Kind<K extends InstructionKind> {
  kind: K;
  /** As people are told of it. */
  noun: string;
  table: 'orders' | 'refunds' | 'settlements';
  cancelMutation: string;
  byId(sql: Sql, id: string, owner?: Owner): Promise<Instructions[K] | null>;
  byReference(sql: Sql, accountId: string, reference: string): Promise<Instructions[K] | null>;
  /** Whether the provider's API can be asked for its state. */
  canQuery(connection: Connection): boolean;
  create(deps: Deps, to: AccountConnection, instruction: Instructions[K]): Promise<PreparedCall>;
  /** Undefined, as of `cancel`, where the provider's API has no such call. */
  query(
    deps: Deps,
    to: AccountConnection,
    instruction: Instructions[K],
  ): Promise<PreparedCall | undefined>;
  /** Of one that nobody here knows. Left out where that cannot be asked for. */
  queryUnknown?(connection: Connection, providerReference: string): PreparedCall | undefined;
  /** What is asked for as well, where the answer makes that worth it. */
  queryMore?(
    deps: Deps,
    to: AccountConnection,
    instruction: Instructions[K],
    answer: readonly Observation[],
  ): Promise<Answered | null>;
  cancel(
    deps: Deps,
    to: AccountConnection,
    instruction: Instructions[K],
  ): Promise<PreparedCall | undefined>;
}
