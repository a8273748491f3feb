import type { HttpRequest } from '../hostile/wire/http.ts';

/** The required result of a case. */
export type Expectation =
  /** Refused by an HTTP status from 400 to 499. */
  | 'refused'
  /** Unknown credentials: 401, whatever else is wrong with it. */
  | 'unauthenticated'
  /** A status from 400 to 499, or `errors`, or a field whose type is an error. */
  | 'error'
  /** 200, and nothing changes. */
  | 'acknowledged'
  /** Any answer: it is genuine, whatever the provider meant by it. */
  | 'answered'
  /** Bytes that may not be HTTP: an answer from 400 to 499, or the end of the connection. */
  | 'ended';

export type Exchange =
  | { over: 'http'; request: HttpRequest }
  | { over: 'tcp'; bytes: Buffer }
  /** Sent after the upgrade. */
  | { over: 'websocket'; frames: readonly Buffer[] };

/** One request, drawn from the seed and its number. */
export interface Case {
  family: string;
  /** The caller, for the report. */
  as: string;
  expect: Expectation;
  exchange: Exchange;
}
