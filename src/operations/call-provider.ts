import { NotSent, OutcomeUnknown } from '../providers/provider.ts';
import type { Call, Exchange, Reply } from '../providers/provider.ts';
import { insertProviderCall } from '../store/queries/provider-calls.ts';
import type { WorkRecord } from '../store/records.ts';
import type { Tx } from '../store/sql.ts';
import type { Deps } from './deps.ts';

/** The three ways in which a call to a provider ends. */
type Ending<Answer> =
  { kind: 'ANSWERED'; reply: Answer } | { kind: 'NOT_SENT' } | { kind: 'UNKNOWN' };

/** How it ended, and every exchange that it took. */
export type Outcome<Answer> = { exchanges: readonly Exchange[] } & Ending<Answer>;

export const lostOutcome: Outcome<never> = { kind: 'UNKNOWN', exchanges: [] };

/** What only asks lets sends go first. `leaving`: as in `Call`. */
export function queryProvider<Answer>(
  deps: Deps,
  provider: string,
  ask: (call: Call) => Promise<Answer>,
  leaving?: () => void,
): Promise<Outcome<Answer>> {
  return callProvider(deps, provider, ask, { lane: 'QUERY', ...(leaving && { leaving }) });
}

/** Never throws: what is not understood may have gone through, and so is UNKNOWN. */
export async function callProvider<Answer>(
  deps: Deps,
  provider: string,
  send: (call: Call) => Promise<Answer>,
  how: Omit<Call, 'record'> = {},
): Promise<Outcome<Answer>> {
  const exchanges: Exchange[] = [];
  const record = (exchange: Exchange): void => {
    exchanges.push(exchange);
    deps.measure.providerCall(provider, exchange.operation, exchange.outcome);
  };
  try {
    const reply = await send({ record, ...how });
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
 * Whether what became of the send of `sent` is no word about the subject as it is `now`. That nothing left says
 * nothing of another send. And a refusal of what had been sent before is believed only while nothing is known:
 * what has become known since outranks a conclusion drawn from an absence.
 */
export function isOvertaken(
  sent: WorkRecord,
  now: WorkRecord & { status: string },
  outcome: Ending<Reply>,
  again: boolean,
): boolean {
  const isWaitedFor =
    now.status === 'SUBMITTING' && now.submission.lastSentAt === sent.submission.lastSentAt;
  if (isWaitedFor) return false;
  if (outcome.kind === 'NOT_SENT') return true;
  return again && outcome.kind === 'ANSWERED' && outcome.reply.refused !== null;
}

/** Resolves to the id of the last one: what it brought refers to it. */
export async function keepExchanges(
  tx: Tx,
  deps: Deps,
  subjectId: string,
  exchanges: readonly Exchange[],
): Promise<string | null> {
  let last: string | null = null;
  for (const exchange of exchanges) {
    last = deps.ids.make('cal');
    await insertProviderCall(tx, { ...exchange, id: last, subjectId });
  }
  return last;
}

/**
 * Writes what became of a call. Where that cannot be written, that much is: the outcome is lost, and is found
 * out by asking.
 */
export async function keepOutcome<T>(
  deps: Deps,
  keep: (tx: Tx) => Promise<T>,
  lose: (tx: Tx) => Promise<T>,
): Promise<T> {
  try {
    return await deps.queue.commit(keep);
  } catch (error) {
    deps.log.error({ err: error }, 'what became of a call could not be written');
    return deps.queue.commit(lose);
  }
}
