import {
  ExpectedError,
  IdempotencyConflictError,
  NotReconciledError,
  UnavailableError,
  ValidationError,
} from '../../domain/errors.ts';
import { currentWork } from '../../log/work.ts';
import type { Deps } from '../deps.ts';
import type { MutationCall } from './mutation-call.ts';
import { isId, openRecord, succeeded } from './record.ts';
import type { AuditedRecord } from './record.ts';

/** The code of an error that refuses the request itself, such as FORBIDDEN; null for any other error. */
export type CodeOf = (error: unknown) => string | null;

/** With these codes the request was never a valid attempt, so there is nothing to audit. */
const unaudited: ReadonlySet<string> = new Set(['FORBIDDEN', 'BAD_USER_INPUT']);

/**
 * Runs a mutation and records the call in the audit trail. The first transaction of `work` that commits contains the
 * entry, so that no effect is without one. The outcome is a row of its own, written with the last change where that is
 * known to be the last, else afterwards. A call that is refused as bad input before any effect leaves no entry.
 */
export async function audited<T>(
  deps: Deps,
  mutationCall: MutationCall,
  codeOf: CodeOf,
  work: (deps: Deps) => Promise<T>,
): Promise<T> {
  const record = openRecord(deps, mutationCall);
  let result: T;
  try {
    result = await work(record.deps);
  } catch (error) {
    if (isUnwritable(error) && !record.isWritten()) {
      logUnwritten(deps, mutationCall);
      throw error;
    }
    const outcome = refusalOf(error, codeOf);
    noteOutcome(outcome);
    const isRecorded =
      record.isWritten() ||
      (!isOfStranger(mutationCall) && !isBadInput(mutationCall, error, outcome));
    if (isRecorded) await close(deps, record, outcome, error);
    throw error;
  }
  const outcome = isReplay(result) ? 'REPLAYED' : succeeded;
  noteOutcome(outcome);
  if (record.isWritten() || !isOfStranger(mutationCall)) {
    await close(deps, record, outcome, result);
  }
  return result;
}

/** For the line of the request: a refusal is a result, and no error of the answer. */
function noteOutcome(outcome: string): void {
  const work = currentWork();
  if (work !== undefined) work.outcome = outcome;
}

/** Without an effect it leaves no entry, so that nobody without credentials can fill the trail. */
const isOfStranger = ({ principal }: MutationCall): boolean => principal.kind === 'PAYMENT_LINK';

const isUnwritable = (error: unknown): boolean =>
  error instanceof UnavailableError && !(error instanceof NotReconciledError);

/** While nothing can be written, the log replaces the entry. */
function logUnwritten(
  { log }: Deps,
  { mutation, principal, source, requestId }: MutationCall,
): void {
  const by = principal.kind === 'API_KEY' ? principal.keyId : principal.kind;
  log.warn({ mutation, by, source, requestId }, 'a mutation was refused: nothing can be written');
}

function refusalOf(error: unknown, codeOf: CodeOf): string {
  return error instanceof ExpectedError ? error.code : (codeOf(error) ?? 'FAILED');
}

/** A NOT_FOUND for a text that cannot be one of our ids is bad input too: it names nothing. */
const isBadInput = (mutationCall: MutationCall, error: unknown, outcome: string): boolean =>
  error instanceof ValidationError ||
  unaudited.has(outcome) ||
  (outcome === 'NOT_FOUND' && !mutationCall.named().every(isId));

const isReplay = (result: unknown): boolean =>
  typeof result === 'object' && result !== null && 'replayed' in result && result.replayed === true;

/**
 * Writes the outcome. The caller's answer waits for this only if the entry is not written yet. If the outcome cannot be
 * written, either there was no effect, or the entry stays without an outcome until it can be. The caller is answered in
 * any case.
 */
async function close(
  deps: Deps,
  record: AuditedRecord,
  outcome: string,
  ending: unknown,
): Promise<void> {
  const hadEffect = record.isWritten();
  const stored = record.end(outcome, idsIn(ending)).catch((error: unknown) => {
    // The queue holds it and writes it later.
    if (hadEffect && error instanceof UnavailableError) return;
    const details = { err: error, entry: record.id, outcome };
    deps.log.error(details, 'the outcome of a mutation was not written');
  });
  const ofQueue = underWay.get(deps.queue) ?? [];
  if (ofQueue.push(stored) === 1) underWay.set(deps.queue, ofQueue);
  void stored.then(() => ofQueue.splice(ofQueue.indexOf(stored), 1));
  if (!hadEffect) await stored;
}

/** The outcomes that a queue is writing: few, in lists (`docs/performance.md`). None waits through an outage. */
const underWay = new WeakMap<Deps['queue'], Promise<void>[]>();

/** Ids of the records in a result, and of what an idempotency key had made before. */
function idsIn(ending: unknown): string[] {
  if (ending instanceof IdempotencyConflictError) return [ending.existingId];
  if (typeof ending !== 'object' || ending === null || ending instanceof Error) return [];
  return Object.values(ending).flatMap((member: unknown) =>
    typeof member === 'object' && member !== null && 'id' in member && typeof member.id === 'string'
      ? [member.id]
      : [],
  );
}

/** Resolves once the outcomes of all mutations that this process has answered are written, or are kept for later. */
export async function auditIsWritten({ queue }: Pick<Deps, 'queue'>): Promise<void> {
  const ofQueue = underWay.get(queue);
  if (ofQueue !== undefined) await Promise.all(ofQueue);
}
