import type { OutgoingHttpHeaders } from 'node:http';
import type { OtherMoney } from '../faults/other-money.ts';
import type { Fields } from '../fields/fields.ts';
import type { AccountOf, Platform } from '../platform.ts';
import type { Problem } from '../problem.ts';
import type { Call } from './calls.ts';
import type { Exchange } from './exchange.ts';
import type { Refusal } from './refusal.ts';

export interface Answer {
  status: number;
  headers: OutgoingHttpHeaders;
  body: string;
}

/** What an answer is about. */
export interface AnswerContext<P extends Platform> {
  exchange: Exchange;
  /** Null where nobody has been authenticated. */
  account: AccountOf<P> | null;
  isRefused: boolean;
}

/** How a provider's API is spoken to. */
export interface Api<P extends Platform, Operation extends string> {
  /** What precedes the paths of the calls. Default: nothing. */
  base?: RegExp;
  calls: Readonly<Record<Operation, Call<P>>>;
  /** Checks what needs no account. Throws a Refusal. No fault happens to what is refused here. */
  admit?(exchange: Exchange): void;
  /** Throws a Refusal. `judgedAt` is the time by which a signature is fresh or not. */
  authenticate(platform: P, exchange: Exchange, judgedAt: number): AccountOf<P>;
  /** Reads the fields of an authenticated request. Throws a Refusal. */
  fields(platform: P, exchange: Exchange): Fields;
  /** The body of an answer. `data` is what the call has returned. */
  success(platform: P, data: unknown, operation: Operation): string;
  /** The code under which a success is recorded: `200`. */
  successCode: string;
  failure(platform: P, refusal: Refusal): string;
  /** A problem in the provider's words. */
  refusalOf(problem: Problem): Refusal;
  refusals: {
    unknownPath: Refusal;
    wrongMethod: Refusal;
    /** Default: a body that is too large counts as empty. */
    tooLarge?: Refusal;
    systemError: Refusal;
    /** Where credentials can expire. */
    expired?: Refusal;
  };
  /** Default `application/json`. */
  contentType?: string;
  /** Adds the signature to an answer. Default: answers have none. */
  sign?(platform: P, answer: Answer, context: AnswerContext<P>): Answer;
  /** Makes the signature of an answer wrong. */
  spoil?(answer: Answer): Answer;
  /** The beginning of an answer that breaks off. */
  unreadable: string;
  /** How an answer states other money than was asked for. */
  otherMoney?: OtherMoney;
}
