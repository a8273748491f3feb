import { UnavailableError } from '../domain/errors.ts';
import { NotSent, OutcomeUnknown } from '../providers/provider.ts';
import type { Call, Exchange, Reply } from '../providers/provider.ts';
import type { Observation } from '../domain/observation.ts';
import type { Instruction } from '../domain/instruction.ts';
import type { Change } from '../store/aggregates/change.ts';
import type { Deps } from './deps.ts';

/** The three ways in which a call to a provider ends. */
export type Ending<Answer> =
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

/** Whether it is still the send of `sent` that is under way. */
export function isOurs(sent: Instruction, now: Instruction & { status: string }): boolean {
  const isSame = now.submission.lastSentAt === sent.submission.lastSentAt;
  return isSame && now.status === 'SUBMITTING' && now.accountId === sent.accountId;
}

/**
 * Whether what became of the send of `sent` is no word about the subject as it is `now`. That nothing left says
 * nothing of another send. And a refusal that is doubtful is believed only while nothing is known: what has become
 * known since outranks a conclusion drawn from an absence.
 */
export function isOvertaken(
  sent: Instruction,
  now: Instruction & { status: string },
  outcome: Ending<Reply>,
  again: boolean,
): boolean {
  if (isOurs(sent, now)) return false;
  if (outcome.kind === 'NOT_SENT') return true;
  return (
    isDoubtful(outcome, again) && outcome.kind === 'ANSWERED' && outcome.reply.refused !== null
  );
}

/**
 * Whether the provider has to be asked before a send counts for refused: an earlier send of the same reference may
 * have arrived. That may be one that nobody here remembers, because a backup was restored since.
 */
export function isDoubtful(outcome: Ending<Reply>, again: boolean): boolean {
  if (outcome.kind !== 'ANSWERED') return false;
  const { refused, taken } = outcome.reply;
  return taken !== undefined || (again && refused !== null);
}

/**
 * What a doubtful outcome comes to, once the provider was asked and what it `told` has not moved the subject: what
 * was answered, where nothing contradicts that. What is there and is not what was asked for leaves it open.
 * `isUnknownThere`: nothing that was heard of the subject so far says that the provider has it.
 */
export function afterAsking(
  outcome: Outcome<Reply>,
  told: readonly Observation[],
  isUnknownThere: boolean,
): Outcome<Reply> {
  const isSure = outcome.kind === 'ANSWERED' && outcome.reply.taken === 'SURELY';
  const isBelieved = isSure
    ? !told.some((news) => 'status' in news && news.status !== null)
    : isUnknownThere && told.length > 0 && told.every(({ subject }) => subject === 'ABSENCE');
  return isBelieved ? { ...outcome, exchanges: [] } : lostOutcome;
}

/**
 * Writes what became of a call; while nothing can be written it is kept, and written later. Where it cannot be written
 * as it is, that much is: the outcome is lost, and is found out by asking.
 */
export async function keepOutcome<T>(deps: Deps, keep: Change<T>, lose: Change<T>): Promise<T> {
  try {
    return await deps.queue.keep(keep);
  } catch (error) {
    if (error instanceof UnavailableError) throw error;
    deps.log.error({ err: error }, 'what became of a call could not be written');
    return deps.queue.keep(lose);
  }
}
