import type { IncomingMessage, ServerResponse } from 'node:http';
import { arrival } from '../faults/arrival.ts';
import type { Faults } from '../faults/faults.ts';
import { withOtherMoney } from '../faults/other-money.ts';
import { readBody, send } from '../http/http.ts';
import type { AccountOf, Platform } from '../platform.ts';
import { Problem } from '../problem.ts';
import type { Answer, Api } from './api.ts';
import type { Found, Mishap } from './calls.ts';
import { Routes } from './calls.ts';
import { Exchange } from './exchange.ts';
import { Refusal } from './refusal.ts';

export interface RequestRecord<Operation extends string = string> {
  method: string;
  /** The path without the query, which may have secrets. */
  path: string;
  at: number;
  /** Null for an unknown path. */
  operation: Operation | null;
  /**
   * The code of the answer, also where a fault kept it from being sent. Null while the request runs, or where it was
   * cut off.
   */
  code: string | null;
}

/** What came of a request. */
interface Outcome<P extends Platform> {
  account: AccountOf<P> | null;
  code: string;
  /** Of an HTTP answer. */
  status: number;
  /** Called when the answer is sent. */
  body(): string;
  isRefused: boolean;
  mishaps: ReadonlySet<Mishap>;
}

const maxRequests = 20_000;

/** A provider's API: one request from its arrival to its answer, with the faults that are armed. */
export class Gateway<P extends Platform, Operation extends string> {
  readonly #platform: P;
  readonly #api: Api<P, Operation>;
  readonly #routes: Routes<P, Operation>;
  readonly #faults: Faults<Operation>;
  readonly #log: (line: string) => void;
  readonly #requests: RequestRecord<Operation>[] = [];

  constructor(
    platform: P,
    api: Api<P, Operation>,
    faults: Faults<Operation>,
    log: (line: string) => void,
  ) {
    this.#platform = platform;
    this.#api = api;
    this.#routes = new Routes(api.calls, api.base ?? /^/);
    this.#faults = faults;
    this.#log = log;
  }

  requests(): RequestRecord<Operation>[] {
    return this.#requests.map((record) => ({ ...record }));
  }

  async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const exchange = new Exchange(request, await readBody(request));
    this.#platform.clock.catchUp();
    const found = this.#routes.find(exchange);
    const record = this.#record(exchange, found.operation);
    const { refusals } = this.#api;
    try {
      if ('call' in found) {
        if (exchange.isTooLarge && refusals.tooLarge !== undefined) throw refusals.tooLarge;
        this.#api.admit?.(exchange);
        return await this.#serve(exchange, found, record, response);
      }
      if (found.allowed.length === 0) throw refusals.unknownPath;
      response.setHeader('allow', found.allowed.join(', '));
      throw refusals.wrongMethod;
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      const refused = this.#refused(error, null);
      record.code = refused.code;
      this.#send(response, this.#answerOf(refused));
    }
  }

  async #serve(
    exchange: Exchange,
    found: Found<P, Operation>,
    record: RequestRecord<Operation>,
    response: ServerResponse,
  ): Promise<void> {
    const faults = this.#faults;
    const { operation } = found;
    const { clock } = this.#platform;
    if (faults.takes('cut-before', operation)) {
      response.destroy();
      return;
    }
    if (faults.takes('error-before', operation)) throw this.#api.refusals.systemError;

    const judgedAt = await arrival(faults, clock, operation, response);
    const outcome = await this.#perform(exchange, found, judgedAt);
    record.code = outcome.code;
    const delayMs = faults.take('delay', operation);
    if (delayMs !== null) {
      await new Promise<void>((resolve) => {
        clock.schedule(clock.now() + delayMs, resolve);
      });
    }
    if (faults.takes('cut-after', operation)) {
      response.destroy();
      return;
    }
    if (faults.takes('error-after', operation) || outcome.mishaps.has('error-after')) {
      this.#send(response, this.#answerOf(this.#refused(this.#api.refusals.systemError, null)));
      return;
    }
    this.#send(response, this.#signedAnswer(exchange, operation, outcome));
  }

  async #perform(
    exchange: Exchange,
    { operation, call, parameters }: Found<P, Operation>,
    judgedAt: number,
  ): Promise<Outcome<P>> {
    const platform = this.#platform;
    const api = this.#api;
    const mishaps = new Set<Mishap>();
    const { status = 200 } = call;
    const succeeded = { code: api.successCode, status, isRefused: false, mishaps };
    let account: AccountOf<P> | null = null;
    try {
      if (call.answer !== undefined) {
        const answer = await call.answer(platform, exchange);
        return { ...succeeded, account, body: () => JSON.stringify(answer) };
      }
      account = api.authenticate(platform, exchange, judgedAt);
      this.#expire(operation);
      const fields = api.fields(platform, exchange);
      const suffer = (mishap: Mishap): void => void mishaps.add(mishap);
      const received = { account, fields, exchange, parameters, suffer };
      const data = call.perform?.(platform, received);
      const body = (): string => (status === 204 ? '' : api.success(platform, data, operation));
      return { ...succeeded, account, body };
    } catch (error) {
      if (error instanceof Refusal) return this.#refused(error, account);
      if (error instanceof Problem) return this.#refused(api.refusalOf(error), account);
      this.#log(`${operation} failed: ${String(error)}`);
      return this.#refused(api.refusals.systemError, null);
    }
  }

  #expire(operation: Operation): void {
    const { expired } = this.#api.refusals;
    if (expired !== undefined && this.#faults.takes('expired-token', operation)) throw expired;
  }

  #refused(refusal: Refusal, account: AccountOf<P> | null): Outcome<P> {
    const { code, httpStatus: status } = refusal;
    const body = (): string => this.#api.failure(this.#platform, refusal);
    return { account, code, status, body, isRefused: true, mishaps: new Set() };
  }

  #answerOf(outcome: Outcome<P>): Answer {
    const { status } = outcome;
    const contentType = this.#api.contentType ?? 'application/json';
    return { status, headers: { 'content-type': contentType }, body: outcome.body() };
  }

  #signedAnswer(exchange: Exchange, operation: Operation, outcome: Outcome<P>): Answer {
    const api = this.#api;
    const faults = this.#faults;
    const plain = this.#answerOf(outcome);
    const changed = withOtherMoney(faults, operation, plain.body, api.otherMoney);
    const body = faults.takes('garbage', operation) ? api.unreadable : changed;
    const { account, isRefused, mishaps } = outcome;
    const unsigned = { ...plain, body };
    const signed =
      api.sign?.(this.#platform, unsigned, { exchange, account, isRefused }) ?? unsigned;
    const isSpoilt = faults.takes('bad-signature', operation) || mishaps.has('bad-signature');
    if (!isSpoilt) return signed;
    return api.spoil?.(signed) ?? signed;
  }

  #record({ method, path }: Exchange, operation: Operation | null): RequestRecord<Operation> {
    const at = this.#platform.clock.now();
    const record: RequestRecord<Operation> = { method, path, at, operation, code: null };
    this.#requests.push(record);
    if (this.#requests.length > maxRequests) this.#requests.splice(0, maxRequests / 2);
    return record;
  }

  #send(response: ServerResponse, { status, headers, body }: Answer): void {
    send(response, status, headers, body);
  }
}
