import type { InstructionKind, Instructions } from '../../domain/instructions/subject.ts';
import { ProviderUnavailableError, UnsupportedOperationError } from '../../domain/errors.ts';
import type { Deps } from '../deps.ts';
import { connectionTo, own } from '../find.ts';
import type { Kind } from './kind.ts';
import { queryInstruction } from './query.ts';
import type { Queried } from './query.ts';

/** Queries the provider now, at a caller's request. Throws ProviderUnavailableError without a believable answer. */
export async function refresh<K extends InstructionKind>(
  deps: Deps,
  kind: Kind<K>,
  merchantId: string,
  id: string,
): Promise<Instructions[K]> {
  const record = own(kind.noun, await kind.byId(deps.read, id, merchantId));
  const to = await connectionTo(deps, record.accountId);
  if (!kind.canQuery(to.connection)) {
    throw new UnsupportedOperationError(to.module.title, `ask for a ${kind.noun}`);
  }
  const queried = await queryNow(deps, kind, record);
  if (queried.answered) return queried.record;
  throw new ProviderUnavailableError(to.module.title);
}

/** All callers that query the same instruction before the query leaves share its answer. */
export function queryNow<K extends InstructionKind>(
  deps: Deps,
  kind: Kind<K>,
  record: Instructions[K],
): Promise<Queried<Instructions[K]>> {
  const { id } = record;
  return deps.coalescer.run(id, (leaving) =>
    deps.locks.run(id, () => queryInstruction(deps, kind, record, { leaving })),
  );
}
