import type { Answer } from '../../../domain/instructions/attempt.ts';
import type { Priority } from '../../egress.ts';

/** The context of one operation, which may take several exchanges. */
export interface Call {
  /** Called after every exchange, however it ended. */
  record: (exchange: Exchange) => void;
  /** Default: SEND. */
  priority?: Priority;
  /** Called right before a request leaves. Its answer states nothing older than this moment. */
  leaving?: () => void;
}

/** One request and its answer, with secrets masked. */
export interface Exchange {
  operation: string;
  outcome: 'ANSWERED' | 'NOT_SENT' | 'UNKNOWN';
  httpStatus: number | null;
  durationMs: number;
  request: string;
  response: string | null;
  /** Epoch milliseconds. */
  at: number;
}

/**
 * A believable answer: the observations that it proves, and whether the provider refused the request. "Not found" is
 * an `AbsenceObservation`. A refused create proves FAILED, unless the reference is or may be taken (`referenceTaken`).
 * A refused capture or cancel proves nothing.
 */
export type Reply = Answer;
