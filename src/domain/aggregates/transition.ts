import type { EvidenceRule } from '../evidence.ts';
import type { EventCause, EventType, NewEvent } from '../event.ts';
import type { Statement } from '../judgement.ts';
import type { Money } from '../money.ts';
import type { Circumstances } from '../instructions/schedule.ts';

/** What brings a transition about, and when it was recorded. Times are epoch milliseconds. */
export interface TransitionContext {
  cause: EventCause;
  now: number;
  /** The webhook delivery, or the last exchange of the call whose answer it is. */
  deliveryId: string | null;
  callId: string | null;
  /** Since when the wall clock has run steadily. */
  steadySince: number;
  /** How often open instructions of an account are polled. */
  pollingOf(subject: { accountId: string; provider?: string }): Circumstances;
}

/** One statement about a subject, with the rule that it met. */
export interface NewEvidence {
  subjectId: string;
  cause: EventCause;
  deliveryId: string | null;
  callId: string | null;
  statement: Statement;
  /** When our request was last sent. The same statement after another send is other evidence. */
  sentAt: number | null;
  rule: EvidenceRule;
  /** Status before; null for the first statement. */
  from: string | null;
  to: string;
  recordedAt: number;
}

/** An account that an order has left. Its later reports still find the order. */
export interface LeftAccount {
  accountId: string;
  providerReference: string;
  orderId: string;
}

/** A warning for the log of the process: a message that names other money than was requested. */
export interface OtherMoney {
  subject: Statement['subject'];
  requested: Money;
}

/** What a change records beside the aggregate itself, in the order in which it was recorded. */
export interface Recorded {
  events: readonly NewEvent[];
  evidence: readonly NewEvidence[];
  leftAccounts: readonly LeftAccount[];
  warnings: readonly OtherMoney[];
}

export interface Decided<Result> extends Recorded {
  aggregate: Result;
}

export const nothingRecorded: Recorded = {
  events: [],
  evidence: [],
  leftAccounts: [],
  warnings: [],
};

/** Collects what is recorded while one change is decided. It is not visible before the change is done. */
export class Recorder implements Recorded {
  readonly events: NewEvent[] = [];
  readonly evidence: NewEvidence[] = [];
  readonly leftAccounts: LeftAccount[] = [];
  readonly warnings: OtherMoney[] = [];
  readonly #context: TransitionContext;

  constructor(context: TransitionContext) {
    this.#context = context;
  }

  /** `occurredAt`: when it happened according to the provider; null where the provider does not say. */
  event(event: EventSubject & { type: EventType; from: string | null }, occurredAt: number | null) {
    const { cause, deliveryId, now } = this.#context;
    this.events.push({ ...event, cause, deliveryId, occurredAt, recordedAt: now });
  }

  addEvidence(subjectId: string, statements: readonly JudgedStatement[]): void {
    const { cause, deliveryId, callId, now } = this.#context;
    for (const statement of statements) {
      this.evidence.push({ ...statement, subjectId, cause, deliveryId, callId, recordedAt: now });
    }
  }

  /** Appends what another decision has recorded. */
  joined<Result>({ aggregate, ...more }: Decided<Result>): Decided<Result> {
    this.events.push(...more.events);
    this.evidence.push(...more.evidence);
    this.leftAccounts.push(...more.leftAccounts);
    this.warnings.push(...more.warnings);
    return this.decided(aggregate);
  }

  decided<Result>(aggregate: Result): Decided<Result> {
    const { events, evidence, leftAccounts, warnings } = this;
    return { aggregate, events, evidence, leftAccounts, warnings };
  }
}

export type EventSubject = Pick<
  NewEvent,
  'merchantId' | 'subjectId' | 'orderId' | 'settlementId' | 'version' | 'to' | 'state' | 'movements'
>;
export type JudgedStatement = Pick<NewEvidence, 'statement' | 'sentAt' | 'rule' | 'from' | 'to'>;

/** The context for a change that follows from another one of the same aggregate. */
export interface Following {
  context: TransitionContext;
  recorder: Recorder;
  /** When the first change happened according to the provider; null where the provider does not say. */
  occurredAt: number | null;
}
