import type { Outcome } from '../domain/instructions/attempt.ts';
import { UnavailableError } from '../domain/errors.ts';
import { NotMade, NotSent, OutcomeUnknown } from '../providers/provider.ts';
import type { Call, Exchange } from '../providers/provider.ts';
import type { Change } from '../store/aggregates/change.ts';
import type { AccountRecord } from '../store/records.ts';
import type { Deps } from './deps.ts';
import type { About, CallAbout } from './measure.ts';

/** How a call ended, with every exchange that it took. */
export type Called<Answer> = { exchanges: readonly Exchange[] } & Outcome<Answer>;

/** `subject`: the instruction that the call is about; null where there is none, or it is not known here. */
export const about = (
  { provider, id }: Pick<AccountRecord, 'provider' | 'id'>,
  subject: About | null,
): CallAbout => ({ provider, account: id, subject });

/** Calls the provider with the priority QUERY, so that sends go first. `leaving`: see `Call`. */
export function queryProvider<Answer>(
  deps: Deps,
  about: CallAbout,
  query: (call: Call) => Promise<Answer>,
  leaving?: () => void,
): Promise<Called<Answer>> {
  return callProvider(deps, about, query, { priority: 'QUERY', ...(leaving && { leaving }) });
}

/** Never throws. An unforeseen error is UNKNOWN, because the call may have gone through. */
export async function callProvider<Answer>(
  deps: Deps,
  about: CallAbout,
  send: (call: Call) => Promise<Answer>,
  options: Omit<Call, 'record'> = {},
): Promise<Called<Answer>> {
  const exchanges: Exchange[] = [];
  const record = (exchange: Exchange): void => {
    exchanges.push(exchange);
    deps.measure.providerCall({ ...about, exchange });
  };
  try {
    const reply = await send({ record, ...options });
    return { kind: 'ANSWERED', reply, exchanges };
  } catch (error) {
    const { provider, account } = about;
    const details = { err: error, provider, account };
    if (error instanceof NotMade)
      deps.log.error(details, 'a request to a provider could not be made');
    if (error instanceof NotSent) return { kind: 'NOT_SENT', exchanges };
    if (!(error instanceof OutcomeUnknown)) {
      deps.log.error(details, 'a call to a provider failed in an unforeseen way');
    }
    return { kind: 'UNKNOWN', exchanges };
  }
}

/**
 * Writes the outcome of a call. While nothing can be written, the queue holds it and writes it later. If `stored`
 * itself cannot be written, `lost` is: the outcome is then unknown and is resolved by a query.
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
