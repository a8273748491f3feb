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
 * What differs between the three kinds of instruction. Their life cycle is the same and is written once: sending
 * (`send.ts`), querying (`query.ts`), resolving unknown outcomes (`resolve.ts`), canceling (`cancel.ts`).
 */
export interface Kind<K extends InstructionKind> {
  kind: K;
  /** The name in error messages. */
  noun: string;
  table: 'orders' | 'refunds' | 'settlements';
  cancelMutation: string;
  byId(sql: Sql, id: string, owner?: Owner): Promise<Instructions[K] | null>;
  byReference(sql: Sql, accountId: string, reference: string): Promise<Instructions[K] | null>;
  /** Whether the provider's API has a query for it. */
  canQuery(connection: Connection): boolean;
  create(deps: Deps, to: AccountConnection, instruction: Instructions[K]): Promise<PreparedCall>;
  /** Undefined if the provider's API has no such call. */
  query(
    deps: Deps,
    to: AccountConnection,
    instruction: Instructions[K],
  ): Promise<PreparedCall | undefined>;
  /** Queries an instruction that has no record here. Left out where that is not possible. */
  queryUnknown?(connection: Connection, providerReference: string): PreparedCall | undefined;
  /** A second query, if the answer to the first gives a reason; null if not. */
  queryMore?(
    deps: Deps,
    to: AccountConnection,
    instruction: Instructions[K],
    answer: readonly Observation[],
  ): Promise<Answered | null>;
  /** Undefined if the provider's API has no such call. */
  cancel(
    deps: Deps,
    to: AccountConnection,
    instruction: Instructions[K],
  ): Promise<PreparedCall | undefined>;
}
