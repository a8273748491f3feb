import {
  ExpectedError,
  IdempotencyConflictError,
  UnavailableError,
  ValidationError,
} from '../../domain/errors.ts';
import type { Deps } from '../deps.ts';
import type { MutationCall } from './mutation-call.ts';
import { isId, openRecord } from './record.ts';
import type { AuditedRecord } from './record.ts';

/** The code of a refusal of the request as such, FORBIDDEN for one; null where `error` is no such thing. */
export type CodeOf = (error: unknown) => string | null;

/** They say that the request was none: nobody tried anything. */
const unaudited: ReadonlySet<string> = new Set(['FORBIDDEN', 'BAD_USER_INPUT']);

/**
 * Runs a mutation and keeps that it was called. The first transaction of `work` that commits holds the entry too,
 * so that there is no effect without one; how it ended is a row of its own, written afterwards. What is refused as
 * bad input before it had any effect leaves nothing.
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
    if (error instanceof UnavailableError && !record.isWritten()) {
      logUnwritten(deps, mutationCall);
      throw error;
    }
    const outcome = refusalOf(error, codeOf);
    const isRecorded = record.isWritten() || !isBadInput(mutationCall, error, outcome);
    if (isRecorded) await close(deps, record, outcome, error);
    throw error;
  }
  await close(deps, record, isReplay(result) ? 'REPLAYED' : 'SUCCEEDED', result);
  return result;
}

/** There is no place for an entry either. */
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

/** A text that no id of ours can be names nothing: it is not found because it was never looked for. */
const isBadInput = (mutationCall: MutationCall, error: unknown, outcome: string): boolean =>
  error instanceof ValidationError ||
  unaudited.has(outcome) ||
  (outcome === 'NOT_FOUND' && !mutationCall.named().every(isId));

const isReplay = (result: unknown): boolean =>
  typeof result === 'object' && result !== null && 'replayed' in result && result.replayed === true;

/**
 * Writes how it ended. An answer waits for this only where the entry is not written yet. Where it cannot be written
 * there was no effect, or the entry is there without an outcome until it can: the caller is answered all the same.
 */
async function close(
  deps: Deps,
  record: AuditedRecord,
  outcome: string,
  ending: unknown,
): Promise<void> {
  const hadEffect = record.isWritten();
  const stored = record.end(outcome, idsIn(ending)).catch((error: unknown) => {
    // It is kept, and written later.
    if (hadEffect && error instanceof UnavailableError) return;
    const details = { err: error, entry: record.id, outcome };
    deps.log.error(details, 'the outcome of a mutation was not written');
  });
  if (!hadEffect) await stored;
}

/** Of the records in a result, and of what a key had made before. */
function idsIn(ending: unknown): string[] {
  if (ending instanceof IdempotencyConflictError) return [ending.existingId];
  if (typeof ending !== 'object' || ending === null || ending instanceof Error) return [];
  return Object.values(ending).flatMap((member: unknown) =>
    typeof member === 'object' && member !== null && 'id' in member && typeof member.id === 'string'
      ? [member.id]
      : [],
  );
}

/** Resolves once all outcomes of mutations that have been answered are written. */
export async function auditIsWritten(deps: Deps): Promise<void> {
  // Units are committed in the order in which they were handed in.
  await deps.queue.commit(() => Promise.resolve());
}
