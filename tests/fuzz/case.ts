import type { HttpRequest } from '../hostile/wire/http.ts';

/** What must come of a case. */
export type Expectation =
  /** Refused by its HTTP status, from 400 to 499. */
  | 'refused'
  /** Nobody who is known here: 401, whatever else is wrong with it. */
  | 'unauthenticated'
  /** A status from 400 to 499, or `errors`, or a field that is an error by its type. */
  | 'error'
  /** 200, and nothing happens. */
  | 'acknowledged'
  /** Any answer: it is genuine, whatever the provider meant by it. */
  | 'answered'
  /** Bytes that may be no HTTP: an answer from 400 to 499, or the end of the connection. */
  | 'ended';

export type Exchange =
  | { over: 'http'; request: HttpRequest }
  | { over: 'tcp'; bytes: Buffer }
  /** Sent after the upgrade. */
  | { over: 'websocket'; frames: readonly Buffer[] };

/** One thing that is sent, drawn from the seed and its number. */
export interface Case {
  family: string;
  /** Who asks, for the report. */
  as: string;
  expect: Expectation;
  exchange: Exchange;
}
