import { UnavailableError } from '../../domain/errors.ts';
import type { Finding, SteadyClock, Tally } from '../../domain/reconciliation/finding.ts';
import type { CreatedRange } from '../../store/queries/instructions.ts';
import type { Deps } from '../deps.ts';
import type { AccountConnection } from '../find.ts';

/** One reconciliation of one account. */
export interface Run extends AccountConnection {
  deps: Deps;
  /** Range of creation times. */
  range: CreatedRange;
  /** Queries at once. */
  width: number;
  /** The most pages to read of one list. */
  maxPages: number;
  tally: Tally;
  /** Called for every finding. The tally has only their number. */
  onFinding?: (finding: Finding) => void;
  /** False if the run has to end, finished or not. */
  mayGoOn: () => Promise<boolean>;
}

export const clockOf = ({ deps }: Run): SteadyClock => ({
  now: deps.now(),
  steadySince: deps.steadySince(),
});

/** After this many unanswered queries in a row the run ends. */
const maxUnansweredInARow = 3;

/** Whether the run may take its next step. Call it before every step. */
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

/** Runs `work`; null if it failed. One record that fails does not hide the others. */
export async function tried<T>(run: Run, work: () => Promise<T>): Promise<T | null> {
  try {
    return await work();
  } catch (error) {
    // Nothing can be written: the next run continues.
    if (error instanceof UnavailableError) throw error;
    const { id: account, provider } = run.account;
    run.deps.log.error({ err: error, account, provider }, 'something could not be reconciled');
    run.tally.complete = false;
    return null;
  }
}

/** The most findings of one run that are logged one by one. All are counted. */
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
