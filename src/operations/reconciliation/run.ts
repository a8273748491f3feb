import { UnavailableError } from '../../domain/errors.ts';
import type { Finding, SteadyClock, Tally } from '../../domain/reconciliation/finding.ts';
import type { CreatedRange } from '../../store/queries/instructions.ts';
import type { Deps } from '../deps.ts';
import type { AccountConnection } from '../find.ts';

/** One reconciliation of one account. */
export interface Run extends AccountConnection {
  deps: Deps;
  /** Of creation. */
  range: CreatedRange;
  /** How many questions are asked at once. */
  width: number;
  /** Pages of one list that are read at most. */
  maxPages: number;
  tally: Tally;
  /** Of every finding, where somebody wants to know more than how many there were. */
  onFinding?: (finding: Finding) => void;
  /** False where the run has to end, finished or not. */
  mayGoOn: () => Promise<boolean>;
}

export const clockOf = ({ deps }: Run): SteadyClock => ({
  now: deps.now(),
  steadySince: deps.steadySince(),
});

/** A provider that leaves this many questions in a row without an answer is asked no more. */
const maxUnansweredInARow = 3;

/** Asked before every step: whether there is to be one. */
export async function goesOn(run: Run): Promise<boolean> {
  const goes = run.tally.unansweredInARow < maxUnansweredInARow && (await run.mayGoOn());
  if (!goes) cutShort(run);
  return goes;
}

export function cutShort({ tally }: Run): void {
  tally.cutShort = true;
  tally.complete = false;
}

export function unanswered({ tally }: Run): void {
  tally.unanswered += 1;
  tally.unansweredInARow += 1;
  tally.complete = false;
}

export function answered({ tally }: Run): void {
  tally.unansweredInARow = 0;
}

/** One thing that cannot be dealt with hides no others; null: it could not. */
export async function tried<T>(run: Run, work: () => Promise<T>): Promise<T | null> {
  try {
    return await work();
  } catch (error) {
    // The run goes on when its turn comes again.
    if (error instanceof UnavailableError) throw error;
    const { id: account, provider } = run.account;
    run.deps.log.error({ err: error, account, provider }, 'something could not be reconciled');
    run.tally.complete = false;
    return null;
  }
}

/** Findings of one run that are logged one by one; all are counted. */
const mostLogged = 100;

export function report(run: Run, finding: Finding): void {
  const { deps, tally } = run;
  const { provider, id: account } = run.account;
  tally.findings += 1;
  deps.measure.reconciliationFinding(provider, finding.kind);
  run.onFinding?.(finding);
  if (tally.findings > mostLogged) return;
  const { kind, subjectType, subjectId, providerReference, healed } = finding;
  const statuses = {
    before: finding.before?.status ?? null,
    there: finding.there?.status ?? null,
    after: finding.after?.status ?? null,
  };
  const details = { provider, account, kind, subjectType, subjectId, providerReference };
  const level = healed ? 'info' : 'warn';
  deps.log[level](
    { ...details, ...statuses, healed },
    "our record and the provider's were not the same",
  );
}
