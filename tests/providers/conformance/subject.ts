import type { Money } from '../../../src/domain/money.ts';
import type { Phase } from '../../../src/domain/order.ts';
import type {
  CaptureRequest,
  OrderRequest,
  RefundRequest,
  SettlementRequest,
} from '../../../src/domain/request.ts';
import type { Capabilities } from '../../../src/providers/capabilities.ts';
import type {
  Call,
  Connection,
  ProviderModule,
  RawDelivery,
  RefundedOrder,
  WebhookAck,
  WebhookTopic,
} from '../../../src/providers/provider.ts';
import type { Outcome } from './harness.ts';
import type { Recorded } from './recorded.ts';
import type { WireAnswer, WireRequest } from './wire.ts';

export type Operation = Exclude<keyof Connection, 'webhook' | 'close'>;

/** Starts the provider's sandbox with an account of ours. `module` is the provider, or a mutant of it. */
export type OpenSubject = (module: ProviderModule) => Promise<Subject>;

/**
 * What is specific to a provider. It starts the provider's double with an account of ours and gives, besides addresses,
 * configuration and secrets:
 *
 * - `operations`: samples for each method of the connection: what must exist first, the argument, what the answer has
 *   at least, and the counter of the double's `effects` that goes up by one. A method without a sample is a failure
 *   that says so: "createRefund: no happy path given".
 * - `refusals`, `unfit`: each documented refusal, by the provider and by our own checks.
 * - `codes`: for each status field every value that the provider has, its meaning in our terms, the phase in which it
 *   leaves the subject, and `put`, which writes a value into an answer's text.
 * - `tables`: the provider's own tables of statuses.
 * - `numbers`: the same as `codes` for amounts.
 * - `duplicates`: the answer to the second of two equal calls.
 * - `wire`: how answers are signed, so that the suite can change one and sign it again.
 * - `vectors`, `webhook` (genuine samples, and the signer), `capabilities`, `skips`, each with its reason.
 */
export interface Subject {
  /** Begins every title: the provider, and the account where there are several: "ACME_PAY KRW". */
  name: string;
  sandbox: {
    baseUrl: string;
    /** Epoch milliseconds; our clock and the provider's. */
    now: () => number;
    close: () => Promise<void>;
  };
  config: unknown;
  /** The same account with a wrong secret. */
  wrongConfig: unknown;
  /** What no log line and no record of a call may contain. */
  secrets: readonly string[];
  /** Secrets that the provider has issued since, such as access tokens. */
  handedOut?: () => readonly string[];
  /** Personal data in the samples that the record must not contain. */
  personal?: readonly string[];
  /** What the record of a request must not contain of it: its signature, data of the payer. */
  masked?: (request: WireRequest) => readonly string[];
  /** The provider's names of the calls, which are in their records. Default: that of the operation. */
  callNames?: { readonly [operation in Operation]?: string };
  /** How often an effect has really happened at the provider, by the names that `effect` uses. */
  effects: () => object;
  wire?: WireRules;
  capabilities: Partial<Capabilities>;
  /** Other members of the module that describe the provider. */
  terms: Partial<ProviderModule>;
  /** At least one for each method of the connection; the faults are tried on the first. */
  operations: { readonly [operation in Operation]?: readonly Sample[] };
  /** Inputs that our own checks refuse before anything is sent. */
  unfit: readonly Unfit[];
  refusals: readonly Refused[];
  codes: readonly CodeTable[];
  /**
   * The provider's own tables, by their names: each row is read by some case. Default: none are checked. In this
   * repository the mutations do more, with other copies of the tables.
   */
  tables?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  numbers: readonly NumberField[];
  /** Answers of the provider's own test environment (`recordedIn`), which the double's have the form of. */
  recorded?: readonly Recorded[];
  duplicates: readonly Duplicate[];
  /** Answers that look valid and prove nothing. */
  unbelievable?: readonly Unbelievable[];
  vectors: readonly Vector[];
  webhook: WebhookSubject;
  /** `case` is a part of the title. A skip that fits no case is a failure. */
  skips: readonly { case: string; reason: string }[];
}

/** What a sample may use to bring about what it needs. */
export interface SampleContext {
  connection: Connection;
  call: Call;
  /** A reference that was never used: "T1f3…". */
  fresh: (prefix: string) => string;
  notifyUrl: (topic: Exclude<WebhookTopic, null>) => string;
  /** Answers the next request with this, in place of the provider. */
  answerNext: (answer: { status?: number; body: string }) => void;
}

export interface Sample {
  /** Reads on after "answers": "a paid order". */
  name: string;
  /** Creates what the call needs at the sandbox. Resolves to the method's first argument. */
  prepare: (context: SampleContext) => unknown;
  /** What the answer must have; it may have more. See `Outcome`. */
  expected: (argument: never) => object;
  /** Checks what cannot be stated member by member. `sentAt`: epoch milliseconds of the request. */
  check?: (outcome: Outcome, sentAt: number) => void;
  /** The name of its call in the record, where it is not that of the operation's other samples. */
  callName?: string;
  /** The counter of `effects` that goes up by one. */
  effect?: string;
  /** Texts that the request must contain: exact amounts, the provider's own values. */
  sends?: readonly string[];
  /** Texts that it must not contain. */
  lacks?: readonly string[];
}

export interface Refused extends Omit<Sample, 'sends' | 'lacks' | 'check' | 'callName'> {
  operation: Operation;
}

export type Unfit = { name: string; path?: string; unable?: string } & (
  | { kind: 'order'; request: OrderRequest }
  | { kind: 'capture'; request: CaptureRequest }
  | { kind: 'refund'; request: RefundRequest; order?: RefundedOrder }
  | { kind: 'settlement'; request: SettlementRequest }
);

/** Every value that the provider may use for one thing, read through one operation. */
export interface CodeTable {
  /** As the provider calls it: "orderStatus". */
  name: string;
  operation: Operation;
  /** The answer's text with this value in place of its own. */
  put: (body: string, code: string) => string;
  /** `phase` is omitted where the value is no status. */
  codes: Readonly<Record<string, { is: object; phase?: Phase }>>;
  /**
   * The rest of an observation whose value is unknown; default: a status of null. Null: the value is the name of
   * money, and is reported as it is.
   */
  unheardOf?: object | null;
  /** The sample that is read. Default: the operation's first. */
  sample?: number;
}

/** An amount in an answer, written in ways that JSON allows. */
export interface NumberField {
  name: string;
  operation: Operation;
  put: (body: string, lexeme: string) => string;
  /** The member of the observation that carries it. */
  member: string;
  /** Null: it cannot be an amount, and the answer proves nothing. */
  lexemes: readonly (readonly [lexeme: string, amount: Money | null])[];
  sample?: number;
}

/** The same call a second time, to the letter. */
export interface Duplicate {
  operation: Operation;
  /** What the second answer must have. */
  expected: (argument: never) => object;
}

export interface Unbelievable {
  operation: Operation;
  name: string;
  answer: { status?: number; body: string };
}

export interface Vector {
  name: string;
  actual: () => unknown;
  expected: unknown;
}

export interface WireRules {
  /** Calls that precede the operation itself, such as the one for an access token. */
  isPreliminary?: (request: WireRequest) => boolean;
  /**
   * Calls by which an operation finds what it is about, before it does anything. They are passed on undisturbed: that a
   * lost one ends as `NotSent` is for the provider's own tests.
   */
  isLookup?: (request: WireRequest) => boolean;
  /**
   * The request of a list as if a page had `size` records at most: where the size is no parameter of the query like
   * `limit` or `pageSize`, which the suite changes by itself. A page of a fixed size is made smaller in the double.
   */
  withPagesOf?: (request: WireRequest, size: number) => WireRequest;
  /** Receives every answer, where answers issue secrets of their own. */
  watch?: (answer: WireAnswer) => void;
  /** Omitted where answers are not signed. `at`: epoch milliseconds. */
  signAnswer?: (request: WireRequest, body: Buffer, at: number) => Record<string, string>;
  /** Other ways in which an answer may be signed, and whether it is then believed. */
  forms?: readonly {
    name: string;
    sign: (request: WireRequest, body: Buffer, at: number) => Record<string, string>;
    isTrusted: boolean;
  }[];
  /** Milliseconds. A signature of a time just outside is stale; null where answers carry no time. */
  answerWindowMs?: number | null;
  /** The request at the provider's own address, where the address is part of what is signed. */
  readdress?: (request: WireRequest) => WireRequest;
  /** The provider's answer for an expired access token. */
  expiredToken?: WireAnswer;
  /** The provider's answer to a request for an access token with wrong credentials. */
  tokenRefusals?: readonly WireAnswer[];
}

export interface WebhookSubject {
  ack: WebhookAck;
  samples: readonly WebhookSample[];
  /** Bodies that no webhook of the provider has, such as the number of something else. They are refused. */
  refused?: readonly { name: string; body: string; topic: WebhookTopic }[];
  /** Signs as the provider does, or under a wrong secret. `at`: epoch milliseconds. */
  sign: (
    sample: { body: string; topic: WebhookTopic },
    at: number,
    config: unknown,
  ) => Pick<RawDelivery, 'headers' | 'body'>;
  /** The address, where it is part of what is signed. */
  url?: (topic: WebhookTopic) => string;
  /** Set where a message is one object of plain values, and nothing else could be signed. */
  flat?: true;
  /** Milliseconds, both directions and both ends included; null where the protocol carries no time. */
  windowMs: number | null;
}

export interface WebhookSample {
  name: string;
  topic: WebhookTopic;
  body: string;
  eventId?: string;
  /** The unknown value that a warning must name. */
  warnsOf?: string;
  /** What the translation must have; nothing at all for an event that is none of ours. */
  expected: { observations: readonly object[]; queries: readonly object[] };
}
