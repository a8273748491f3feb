import type { KeyObject } from 'node:crypto';
import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http';
import type { QueryPrefix } from '../../../src/providers/stablecoin-gateway/signature.ts';
import { exchangeStringToSign, sign } from '../../../src/providers/stablecoin-gateway/signature.ts';
import type { Faults } from '../../double/faults/faults.ts';
import { readBody, send } from '../../double/http/http.ts';
import { arrival } from '../../double/faults/arrival.ts';
import { withOtherMoney } from '../../double/faults/other-money.ts';
import type { Platform } from '../books.ts';
import { Refusal } from '../refusal.ts';
import { AccessTokens } from './access-tokens.ts';
import { authenticate } from './authentication.ts';
import type { Exchange } from './exchange.ts';
import { exchangeOf, fieldsOf } from './exchange.ts';
import type { Operation, OperationName } from './operations.ts';
import { OPERATIONS } from './operations.ts';
import { answerTokenCall } from './token-endpoint.ts';

export interface RequestRecord {
  method: string;
  /** The path without the query, which may have secrets. */
  path: string;
  at: number;
  /** Null for an unknown path. */
  operation: OperationName | null;
  /**
   * The code of the answer, also where a fault kept it from being sent. Null while the request runs, or where it was
   * cut off.
   */
  retcode: string | null;
}

interface Answer {
  status: number;
  retcode: string;
  body: string;
  /**
   * The key that signs the answer. Null for failures and for the token call
   * (docs/providers/stablecoin-gateway.md#answer-signatures).
   */
  key: KeyObject | null;
}

export interface GatewayOptions {
  platform: Platform;
  faults: Faults<OperationName>;
  queryPrefix: QueryPrefix;
  log: (line: string) => void;
}

const MAX_REQUESTS = 20_000;
const UNREADABLE = '{"retcode":"200","retdata":{"sysid":';

/** The provider's API. It authenticates, performs, signs, and injects armed faults. */
export class Gateway {
  readonly #options: GatewayOptions;
  readonly #tokens: AccessTokens;
  readonly #requests: RequestRecord[] = [];

  constructor(options: GatewayOptions) {
    this.#options = options;
    this.#tokens = new AccessTokens(options.platform.clock);
  }

  requests(): RequestRecord[] {
    return this.#requests.map((record) => ({ ...record }));
  }

  async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await readBody(request);
    this.#options.platform.clock.catchUp();
    const exchange = exchangeOf(request, body ?? Buffer.alloc(0));
    const operation = OPERATIONS.get(exchange.path);
    const record = this.#record(exchange, operation?.name ?? null);
    if (operation === undefined) {
      return this.#refuse(response, record, new Refusal('NOT_FOUND', 'unknown path', 404));
    }
    if (exchange.method !== operation.method) {
      response.setHeader('allow', operation.method);
      return this.#refuse(response, record, new Refusal('PARAMETER_ERROR', 'wrong method', 405));
    }
    if (body === null) {
      return this.#refuse(response, record, new Refusal('PARAMETER_ERROR', 'body too large', 413));
    }
    await this.#serve(exchange, operation, record, response);
  }

  async #serve(
    exchange: Exchange,
    operation: Operation,
    record: RequestRecord,
    response: ServerResponse,
  ): Promise<void> {
    const { faults, platform } = this.#options;
    const { name } = operation;
    if (faults.takes('cut-before', name)) {
      response.destroy();
      return;
    }
    if (faults.takes('error-before', name)) return this.#refuse(response, record, internal());

    const judgedAt = await arrival(faults, platform.clock, name, response);
    const performed = await this.#perform(exchange, operation, judgedAt);
    record.retcode = performed.retcode;
    const answer = { ...performed, body: withOtherMoney(faults, name, performed.body) };

    const delayMs = faults.take('delay', name);
    if (delayMs !== null) {
      await new Promise<void>((resolve) => {
        platform.clock.schedule(platform.clock.now() + delayMs, resolve);
      });
    }
    if (faults.takes('cut-after', name)) {
      response.destroy();
    } else if (faults.takes('error-after', name)) {
      this.#refuse(response, record, internal());
    } else {
      const garbled = faults.takes('garbage', name) ? { ...answer, body: UNREADABLE } : answer;
      const forged = answer.key !== null && faults.takes('bad-signature', name);
      send(response, answer.status, this.#headers(exchange, garbled, forged), garbled.body);
    }
  }

  async #perform(exchange: Exchange, operation: Operation, judgedAt: number): Promise<Answer> {
    const { platform, queryPrefix, faults, log } = this.#options;
    try {
      if (operation.perform === null) {
        const envelope = await answerTokenCall(platform, this.#tokens, exchange);
        return { status: 200, retcode: '200', body: JSON.stringify(envelope), key: null };
      }
      const tokenExpired = (): boolean => faults.takes('expired-token', operation.name);
      const options = { queryPrefix, tokenExpired, judgedAt };
      const account = authenticate(platform, this.#tokens, exchange, options);
      const fields = fieldsOf(exchange, platform.strict);
      const retdata = operation.perform(platform, account, fields);
      const body = JSON.stringify({ retcode: '200', retdata, retmsg: operation.retmsg });
      return { status: 200, retcode: '200', body, key: account.key };
    } catch (error) {
      if (error instanceof Refusal) return failure(error);
      log(`${platform.brand.title}: ${operation.name} failed: ${String(error)}`);
      return failure(internal());
    }
  }

  #headers(exchange: Exchange, answer: Answer, forged: boolean): OutgoingHttpHeaders {
    const headers: OutgoingHttpHeaders = { 'content-type': 'application/json' };
    if (answer.key === null) return headers;
    const { platform, queryPrefix } = this.#options;
    const timestamp = String(platform.clock.now());
    const { method, target } = exchange;
    const signed = { method, timestamp, target, body: answer.body, queryPrefix };
    const signature = sign(answer.key, exchangeStringToSign(signed));
    for (const name of platform.brand.timestampHeaders) headers[name] = timestamp;
    for (const name of platform.brand.signatureHeaders) {
      headers[name] = forged ? withFirstLetterChanged(signature) : signature;
    }
    return headers;
  }

  #record({ method, path }: Exchange, operation: OperationName | null): RequestRecord {
    const at = this.#options.platform.clock.now();
    const record: RequestRecord = { method, path, at, operation, retcode: null };
    this.#requests.push(record);
    if (this.#requests.length > MAX_REQUESTS) this.#requests.splice(0, MAX_REQUESTS / 2);
    return record;
  }

  #refuse(response: ServerResponse, record: RequestRecord, refusal: Refusal): void {
    const { status, body, retcode } = failure(refusal);
    record.retcode ??= retcode;
    send(response, status, { 'content-type': 'application/json' }, body);
  }
}

function failure({ retcode, message, httpStatus }: Refusal): Answer {
  const body = JSON.stringify({ retcode, retdata: null, retmsg: message });
  return { status: httpStatus, retcode, body, key: null };
}

function internal(): Refusal {
  return new Refusal('INTERNAL', 'internal error');
}

function withFirstLetterChanged(signature: string): string {
  return (signature.startsWith('A') ? 'B' : 'A') + signature.slice(1);
}
