/** What the suite has to be told of a provider. How to write one: at the head of `../conformance.ts`. */
import type { Money } from '../../../src/domain/money.ts';
import type { Phase } from '../../../src/domain/order.ts';
import type {
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
import type { WireAnswer, WireRequest } from './wire.ts';

export type Operation = Exclude<keyof Connection, 'webhook' | 'close'>;

/** Starts the provider's sandbox with an account of ours. `module` is the provider, or a mutant of it. */
export type OpenSubject = (module: ProviderModule) => Promise<Subject>;

export interface Subject {
  /** Begins every title: the provider, and the account where there are several: "VEXORA KRW". */
  name: string;
  sandbox: {
    baseUrl: string;
    /** Epoch milliseconds; our clock and the provider's. */
    now: () => number;
    close: () => Promise<void>;
  };
  config: unknown;
  /** The same account under a secret that is not its own. */
  wrongConfig: unknown;
  /** What no log line and no record of a call may show. */
  secrets: readonly string[];
  /** Secrets that the provider has handed out since, such as access tokens. */
  handedOut?: () => readonly string[];
  /** What is in the samples of a person's, where the record must not show it. */
  personal?: readonly string[];
  /** How often something has really happened at the provider, by the names that `effect` uses. */
  effects: () => object;
  wire?: WireRules;
  capabilities: Partial<Capabilities>;
  /** What else the module says of the provider. */
  terms: Partial<ProviderModule>;
  /** At least one for each method of the connection; the faults are tried on the first. */
  operations: { readonly [operation in Operation]?: readonly Sample[] };
  /** What our own checks say no to, before anything is sent. */
  unfit: readonly Unfit[];
  refusals: readonly Refused[];
  codes: readonly CodeTable[];
  numbers: readonly NumberField[];
  duplicates: readonly Duplicate[];
  /** Answers that look like one and prove nothing. */
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
  /** In the provider's place, the next request is answered with this. */
  answerNext: (answer: { status?: number; body: string }) => void;
}

export interface Sample {
  /** Reads on after "answers": "a paid order". */
  name: string;
  /** Makes what the call needs at the sandbox; resolves to the method's first argument. */
  prepare: (context: SampleContext) => unknown;
  /** What the answer must have, and may have more than; see `Outcome`. */
  expected: (argument: never) => object;
  /** What cannot be said by parts. `sentAt`: epoch milliseconds of the request. */
  check?: (outcome: Outcome, sentAt: number) => void;
  /** The counter of `effects` that goes up by one. */
  effect?: string;
  /** Pieces of text that the request must carry: exact amounts, the provider's words. */
  sends?: readonly string[];
  /** Pieces that it must not carry. */
  lacks?: readonly string[];
}

export interface Refused extends Omit<Sample, 'sends' | 'lacks' | 'check'> {
  operation: Operation;
}

export type Unfit = { name: string; path?: string; unable?: string } & (
  | { kind: 'order'; request: OrderRequest }
  | { kind: 'refund'; request: RefundRequest; order?: RefundedOrder }
  | { kind: 'settlement'; request: SettlementRequest }
);

/** Every word that the provider may use for one thing, read through one operation. */
export interface CodeTable {
  /** As the provider calls it: "orderStatus". */
  name: string;
  operation: Operation;
  /** The answer's text with this word in place of the one that is there. */
  put: (body: string, code: string) => string;
  /** `phase` is left out for what is no status. */
  codes: Readonly<Record<string, { is: object; phase?: Phase }>>;
  /**
   * What is left of an observation whose word nobody has heard of, by default a status of null. Null: it
   * is the name of money, and told as it was said.
   */
  unheardOf?: object | null;
  /** The sample that is read; by default the operation's first. */
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
  /** Calls that come before the business itself, such as the one for an access token. */
  isPreliminary?: (request: WireRequest) => boolean;
  /** Shown every answer, where answers hand out secrets of their own. */
  watch?: (answer: WireAnswer) => void;
  /** Left out where answers are not signed. `at`: epoch milliseconds. */
  signAnswer?: (request: WireRequest, body: Buffer, at: number) => Record<string, string>;
  /** Other ways in which an answer may be signed, and whether it is then believed. */
  forms?: readonly {
    name: string;
    sign: (request: WireRequest, body: Buffer, at: number) => Record<string, string>;
    isTrusted: boolean;
  }[];
  /** A signature of the time just outside is stale; null where answers carry no time. Milliseconds. */
  answerWindowMs?: number | null;
  /** The request as the provider would have it, where the address is part of what is signed. */
  readdress?: (request: WireRequest) => WireRequest;
  /** How the provider says that an access token has expired. */
  expiredToken?: WireAnswer;
  /** How it says, when asked for an access token, that it does not accept the credentials. */
  tokenRefusals?: readonly WireAnswer[];
}

export interface WebhookSubject {
  ack: WebhookAck;
  samples: readonly WebhookSample[];
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
  /** The word that nobody has heard of, of which somebody is told. */
  warnsOf?: string;
  /** What the translation must have; nothing at all for an event that is none of ours. */
  expected: { observations: readonly object[]; queries: readonly object[] };
}
