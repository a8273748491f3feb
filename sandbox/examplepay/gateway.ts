import { randomBytes } from 'node:crypto';
import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';
import {
  isFresh,
  readAuthorization,
  sign,
  signatureMatches,
  writeAuthorization,
} from '../../src/providers/examplepay/signature.ts';
import type { Faults } from '../double/faults/faults.ts';
import { readBody, send } from '../double/http/http.ts';
import { arrival } from '../double/faults/arrival.ts';
import { withOtherMoney } from '../double/faults/other-money.ts';
import type { Account, Platform } from './books.ts';
import { readFields } from './fields.ts';
import type { Operation, OperationName } from './operations.ts';
import { operationAt } from './operations.ts';
import { Refusal } from './refusal.ts';

export interface RequestRecord {
  method: string;
  path: string;
  at: number;
  /** Null for an unknown path. */
  operation: OperationName | null;
  /**
   * The code of the answer, also where a fault kept it from being sent. Null while the request runs, or where it was
   * cut off.
   */
  code: string | null;
}

interface Exchange {
  method: string;
  /** The path as sent, without the query, which is not signed (docs/providers/examplepay.md#signatures). */
  path: string;
  headers: IncomingHttpHeaders;
  body: Buffer;
}

interface Answer {
  status: number;
  code: string;
  body: string;
  /** The account whose key signs the answer. Only answers with HTTP 200 are signed. */
  signer: Account | null;
  goesWrong: 'ERROR_AFTER' | 'ANSWERED_BADLY' | null;
}

export interface GatewayOptions {
  platform: Platform;
  faults: Faults<OperationName>;
  log: (line: string) => void;
}

const MAX_REQUESTS = 20_000;
/** docs/providers/examplepay.md#checks-of-a-signature */
const NONCE_LIFETIME_MS = 600_000;
const UNREADABLE = '{"code":"OK","errorMessage":null,"data":{"paymentNo":';

/** The provider's API. It authenticates, performs, signs, and injects armed faults. */
export class Gateway {
  readonly #options: GatewayOptions;
  readonly #requests: RequestRecord[] = [];
  /** Nonces with the time at which each was received, oldest first. */
  readonly #nonces = new Map<string, number>();

  constructor(options: GatewayOptions) {
    this.#options = options;
  }

  requests(): RequestRecord[] {
    return this.#requests.map((record) => ({ ...record }));
  }

  async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = (await readBody(request)) ?? Buffer.from('too large');
    const { clock } = this.#options.platform;
    clock.catchUp();
    const { method = '', url = '', headers } = request;
    const path = url.split('?', 1)[0] ?? '';
    const operation = operationAt(path);
    const at = clock.now();
    const record: RequestRecord = {
      method,
      path,
      at,
      operation: operation?.name ?? null,
      code: null,
    };
    this.#requests.push(record);
    if (this.#requests.length > MAX_REQUESTS) this.#requests.splice(0, MAX_REQUESTS / 2);
    const exchange = { method, path, headers, body };
    if (operation !== undefined) return this.#serve(exchange, operation, record, response);
    const refused = failure(new Refusal('Common.NotFound', 'unknown path'), null);
    record.code = refused.code;
    this.#answer(exchange, refused, response, false);
  }

  async #serve(
    exchange: Exchange,
    { name, perform }: Operation,
    record: RequestRecord,
    response: ServerResponse,
  ): Promise<void> {
    const { faults, platform } = this.#options;
    if (faults.takes('cut-before', name)) {
      response.destroy();
      return;
    }
    const judgedAt = await arrival(faults, platform.clock, name, response);
    const early = this.#refusedBefore(name);
    const performed = early ?? this.#perform(exchange, perform, judgedAt);
    record.code = performed.code;
    const answer = { ...performed, body: withOtherMoney(faults, name, performed.body) };
    const delayMs = faults.take('delay', name);
    if (delayMs !== null) {
      await new Promise<void>((resolve) => {
        platform.clock.schedule(platform.clock.now() + delayMs, resolve);
      });
    }
    if (faults.takes('cut-after', name)) {
      response.destroy();
    } else if (faults.takes('error-after', name) || answer.goesWrong === 'ERROR_AFTER') {
      this.#answer(exchange, failure(systemError(), null), response, false);
    } else {
      const garbled = faults.takes('garbage', name) ? { ...answer, body: UNREADABLE } : answer;
      const forged = faults.takes('bad-signature', name) || answer.goesWrong === 'ANSWERED_BADLY';
      this.#answer(exchange, garbled, response, forged);
    }
  }

  #refusedBefore(name: OperationName): Answer | null {
    const { faults } = this.#options;
    if (faults.takes('error-before', name)) return failure(systemError(), null);
    if (!faults.takes('expired-token', name)) return null;
    return failure(new Refusal('Common.Unauthorized', 'the credentials have expired'), null);
  }

  #perform(exchange: Exchange, perform: Operation['perform'], judgedAt: number): Answer {
    const { platform, log } = this.#options;
    let account: Account | null = null;
    try {
      account = this.#authenticate(exchange, judgedAt);
      const { data, mishap = null } = perform(platform, account, readFields(exchange.body));
      const body = JSON.stringify({ code: 'OK', errorMessage: null, data });
      return { status: 200, code: 'OK', body, signer: account, goesWrong: mishap };
    } catch (error) {
      if (error instanceof Refusal) return failure(error, account);
      log(`ExamplePay: ${exchange.path} failed: ${String(error)}`);
      return failure(systemError(), null);
    }
  }

  /** Checks in the order of docs/providers/examplepay.md#checks-of-a-signature. Returns the account of the call. */
  #authenticate({ method, path, headers, body }: Exchange, now: number): Account {
    const { platform } = this.#options;
    if (method !== 'POST') throw new Refusal('Common.MethodNotAllowed', 'POST only');
    if (!isJson(headers['content-type'])) {
      throw new Refusal('Common.UnsupportedMediaType', 'application/json only');
    }
    if (!headers['user-agent']) throw new Refusal('Common.Forbidden', 'no User-Agent');
    const authorization = readAuthorization(headers.authorization);
    if (authorization === null) throw unauthorized('Authorization is missing or malformed');
    const account = platform.accounts.get(authorization.appId);
    if (account === undefined) throw unauthorized('unknown appId');
    if (!isFresh(authorization.timestamp, now))
      throw unauthorized('timestamp is out of the window');
    const seen = `${authorization.appId} ${authorization.nonce}`;
    this.#forgetNonces(now);
    if (this.#nonces.has(seen)) throw unauthorized('nonce was used before');
    // The signature is over the public address, not over the Host header.
    const url = platform.baseUrl + path;
    const message = { ...account.credentials, ...authorization, method, url, body };
    if (!signatureMatches(message, authorization.sign)) throw unauthorized('wrong signature');
    this.#nonces.set(seen, now);
    return account;
  }

  #forgetNonces(now: number): void {
    for (const [seen, at] of this.#nonces) {
      if (now - at < NONCE_LIFETIME_MS) return;
      this.#nonces.delete(seen);
    }
  }

  /**
   * Sends an answer that is signed over the method and address of the request, with its own nonce
   * (docs/providers/examplepay.md#signed-answers).
   */
  #answer(
    { method, path }: Exchange,
    { status, body, signer }: Answer,
    response: ServerResponse,
    forged: boolean,
  ): void {
    const headers = { 'content-type': 'application/json' };
    if (status !== 200 || signer === null) return send(response, status, headers, body);
    const { platform } = this.#options;
    const timestamp = String(platform.clock.now());
    const nonce = randomBytes(16).toString('hex').toUpperCase();
    const url = platform.baseUrl + path;
    const right = sign({ ...signer.credentials, method, url, timestamp, nonce, body });
    const signature = forged ? withFirstDigitChanged(right) : right;
    const { appId } = signer.credentials;
    const authorization = writeAuthorization({ appId, sign: signature, timestamp, nonce });
    send(response, status, { ...headers, authorization }, body);
  }
}

function isJson(contentType: string | undefined): boolean {
  const pattern = /^application\/json(?:\s*;\s*charset="?utf-8"?)?$/i;
  return pattern.test((contentType ?? '').trim());
}

const unauthorized = (reason: string): Refusal => new Refusal('Common.Unauthorized', reason);
const systemError = (): Refusal => new Refusal('Common.SystemError', 'system error');

function failure({ code, message, httpStatus: status }: Refusal, signer: Account | null): Answer {
  const body = JSON.stringify({ code, errorMessage: message, data: null });
  return { status, code, body, signer, goesWrong: null };
}

export function withFirstDigitChanged(signature: string): string {
  return (signature.startsWith('a') ? 'b' : 'a') + signature.slice(1);
}
