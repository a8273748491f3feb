import type { Outcome } from '../domain/instructions/attempt.ts';
import { UnavailableError } from '../domain/errors.ts';
import { NotSent, OutcomeUnknown } from '../providers/provider.ts';
import type { Call, Exchange } from '../providers/provider.ts';
import type { Change } from '../store/aggregates/change.ts';
import type { Deps } from './deps.ts';

/** How a call ended, and every exchange that it took. */
export type Called<Answer> = { exchanges: readonly Exchange[] } & Outcome<Answer>;

/** What only asks lets sends go first. `leaving`: as in `Call`. */
export function queryProvider<Answer>(
  deps: Deps,
  provider: string,
  query: (call: Call) => Promise<Answer>,
  leaving?: () => void,
): Promise<Called<Answer>> {
  return callProvider(deps, provider, query, { priority: 'QUERY', ...(leaving && { leaving }) });
}

/** Never throws: what is not understood may have gone through, and so is UNKNOWN. */
export async function callProvider<Answer>(
  deps: Deps,
  provider: string,
  send: (call: Call) => Promise<Answer>,
  options: Omit<Call, 'record'> = {},
): Promise<Called<Answer>> {
  const exchanges: Exchange[] = [];
  const record = (exchange: Exchange): void => {
    exchanges.push(exchange);
    deps.measure.providerCall(provider, exchange.operation, exchange.outcome);
  };
  try {
    const reply = await send({ record, ...options });
    return { kind: 'ANSWERED', reply, exchanges };
  } catch (error) {
    if (error instanceof NotSent) return { kind: 'NOT_SENT', exchanges };
    if (!(error instanceof OutcomeUnknown)) {
      deps.log.error({ err: error, provider }, 'a call to a provider failed in an unforeseen way');
    }
    return { kind: 'UNKNOWN', exchanges };
  }
}

/**
 * Writes what became of a call; while nothing can be written it is kept, and written later. Where it cannot be written
 * as it is, that much is: the outcome is lost, and is found out by asking.
 */
export async function persistOutcome<T>(
  deps: Deps,
  stored: Change<T>,
  lost: Change<T>,
): Promise<T> {
  try {
    return await deps.queue.persist(stored);
  } catch (error) {
    if (error instanceof UnavailableError) throw error;
    deps.log.error({ err: error }, 'what became of a call could not be written');
    return deps.queue.persist(lost);
  }
}
