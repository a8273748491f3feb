import type { Details } from '../log/details.ts';
import type { Trace, Work } from '../log/work.ts';

/** What is written of a span: its name, and details as the log has them. */
export interface SpanDetails {
  name: string;
  details: Details;
  isFailed?: boolean;
}

/** A part of a piece of work that has just ended. */
export interface Step extends SpanDetails {
  /** CLIENT: a call to another system. PRODUCER: an event for others. */
  kind: 'CLIENT' | 'INTERNAL' | 'PRODUCER';
  /** Milliseconds that it took until now. */
  ms: number;
}

/** Traces of what is done. Where they are off, nothing is stored and nothing is sent. */
export interface Tracing {
  /** Begins the span of the work, which others are parts of. `parent`: the caller's `traceparent`. */
  begin(work: Work, parent?: string): void;
  /** Ends it. Its details name what it was about, which is known only now. */
  end(work: Work, kind: 'SERVER' | 'INTERNAL', details: SpanDetails): void;
  /** Returns the span, for parts of it; null where its parent is not traced. */
  step(parent: Trace | null | undefined, step: Step): Trace | null;
  /** Sends what is not sent yet. */
  close(): Promise<void>;
}

/** Told when the receiver does not take spans, and when it takes them again. */
export interface ReceiverObserver {
  away(error: unknown): void;
  back(): void;
}
