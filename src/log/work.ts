import { AsyncLocalStorage } from 'node:async_hooks';
import { randomUUID } from 'node:crypto';

/**
 * What came from outside or from the clock: a request, a webhook, a job. All that is done for it runs within it, and
 * every line that is logged meanwhile names it.
 */
export interface Work {
  /** As in the `X-Request-Id` of the answer and in the audit trail. Null: no request. */
  readonly requestId: string | null;
  /** On the clock of `performance`, in milliseconds. */
  readonly startedAt: number;
  /** Its span. Null: it is not traced. */
  trace: Trace | null;
  /** The id of what a job is about. Null: no job. */
  readonly job: string | null;
  /** The delivery that a webhook is stored as. Null: no webhook, or not yet known. */
  delivery: string | null;
  merchant: string | null;
  /** Of a GraphQL request: the root field, or `several`. Null: none was executed. */
  operation: string | null;
  /** How the operation ended: SUCCEEDED, REPLAYED or the code of its error. */
  outcome: string | null;
  /** The ids of orders and settlements whose events it brought about: the first few. */
  readonly about: Set<string>;
}

/** A span, as others refer to it. */
export interface Trace {
  traceId: string;
  spanId: string;
  traceFlags: number;
}

const storage = new AsyncLocalStorage<Work | undefined>();

export function newWork(of: { requestId?: string; job?: string }): Work {
  const { requestId = null, job = null } = of;
  const unknown = { trace: null, delivery: null, merchant: null, operation: null, outcome: null };
  return { requestId, job, startedAt: performance.now(), ...unknown, about: new Set() };
}

/** The id of the request that is being answered, or a new one. */
export const requestIdNow = (): string => currentWork()?.requestId ?? randomUUID();

export const currentWork = (): Work | undefined => storage.getStore();

export const doing = <Result>(work: Work, run: () => Result): Result => storage.run(work, run);

/** For what many share, such as a group of changes: it belongs to none of those who started it. */
export const detached = <Result>(run: () => Result): Result => storage.run(undefined, run);

/** One group of changes may concern thousands, as reconciliation does. */
const mostAbout = 8;

export function concern(work: Work | undefined, id: string | null): void {
  if (work !== undefined && id !== null && work.about.size < mostAbout) work.about.add(id);
}
