import type { IncomingMessage, ServerResponse } from 'node:http';
import { toText } from '../double/fields/decimal.ts';
import type { Faults } from '../double/faults/faults.ts';
import { readBody as readBytes, send } from '../double/http/http.ts';
import { arrival } from '../double/faults/arrival.ts';
import { withOtherMoney } from '../double/faults/other-money.ts';
import type { Account, Platform } from './books.ts';
import { checkout, queryPayInResult } from './deposits.ts';
import type { Fields } from './fields.ts';
import { checkTimestamp, readBody, verifiedFields } from './fields.ts';
import { disbursements, queryPayOutResult } from './payouts.ts';
import { Refusal } from './refusal.ts';

type Perform = (platform: Platform, account: Account, fields: Fields) => object;

const OPERATIONS = {
  checkout,
  disbursements,
  queryPayInResult,
  queryPayOutResult,
  queryBalance,
} as const satisfies Record<string, Perform>;
export type OperationName = keyof typeof OPERATIONS;

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

interface Envelope {
  code: string;
  msg: string;
  data: object | null;
}

const MAX_REQUESTS = 20_000;
const PATH = /^\/([a-z]+)\/v1\/vexora\/([A-Za-z]+)$/;
const UNREADABLE = '{"msg":"success","code":"0000","data":{"tradeNo":';
const SYSTEM_EXCEPTION: Envelope = { code: '5000', msg: 'system exception', data: null };

/** Balances are numbers with four decimals (docs/providers/vexora.md#balance). */
function queryBalance(_: Platform, { available, unsettled, frozen }: Account): object {
  const number = (amount: typeof available): unknown => JSON.rawJSON(toText(amount, 4));
  return {
    availableAmount: number(available),
    unsettledAmount: number(unsettled),
    freezeAmount: number(frozen),
  };
}

/** The provider's API: verifies, performs, answers, and injects armed faults. */
export class Gateway {
  readonly #platform: Platform;
  readonly #faults: Faults<OperationName>;
  readonly #log: (line: string) => void;
  readonly #requests: RequestRecord[] = [];

  constructor(platform: Platform, faults: Faults<OperationName>, log: (line: string) => void) {
    this.#platform = platform;
    this.#faults = faults;
    this.#log = log;
  }

  requests(): RequestRecord[] {
    return this.#requests.map((record) => ({ ...record }));
  }

  async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await readBytes(request);
    this.#platform.clock.catchUp();
    const path = request.url?.split('?', 1)[0] ?? '';
    const [, country = '', name = ''] = PATH.exec(path) ?? [];
    const operation = Object.hasOwn(OPERATIONS, name) ? (name as OperationName) : null;
    const record = this.#record(request.method ?? '', path, operation);
    if (operation === null) {
      send(response, 404, { 'content-type': 'text/plain' }, 'not found');
      return;
    }
    if (this.#faults.takes('cut-before', operation)) {
      response.destroy();
      return;
    }
    if (this.#faults.takes('error-before', operation)) {
      return this.#answer(response, record, SYSTEM_EXCEPTION);
    }
    await arrival(this.#faults, this.#platform.clock, operation, response);
    const envelope = this.#perform(request, body, country, operation);
    record.code = envelope.code;
    await this.#misbehave(response, record, operation, envelope);
  }

  async #misbehave(
    response: ServerResponse,
    record: RequestRecord,
    operation: OperationName,
    envelope: Envelope,
  ): Promise<void> {
    const faults = this.#faults;
    const { clock } = this.#platform;
    const delayMs = faults.take('delay', operation);
    if (delayMs !== null) {
      await new Promise<void>((resolve) => {
        clock.schedule(clock.now() + delayMs, resolve);
      });
    }
    if (faults.takes('cut-after', operation)) {
      response.destroy();
    } else if (faults.takes('error-after', operation)) {
      this.#answer(response, record, SYSTEM_EXCEPTION);
    } else if (faults.takes('garbage', operation)) {
      send(response, 200, { 'content-type': 'application/json' }, UNREADABLE);
    } else {
      // Answers have no signature. A client must ignore one that is there all the same
      // (docs/providers/vexora.md#answers).
      const forged = faults.takes('bad-signature', operation) ? { sign: '0'.repeat(32) } : {};
      this.#answer(response, record, { ...envelope, ...forged });
    }
  }

  #perform(
    request: IncomingMessage,
    body: Buffer | null,
    country: string,
    operation: OperationName,
  ): Envelope {
    try {
      const { 'content-type': type = '', merchantno } = request.headers;
      const mediaType = type.split(';', 1)[0]?.trim().toLowerCase();
      if (request.method !== 'POST' || mediaType !== 'application/json' || body === null) {
        throw new Refusal('request format error');
      }
      const members = readBody(body);
      const account = this.#platform.accounts.get(String(merchantno));
      if (account?.country.name !== country) throw new Refusal('merchant not exist');
      const fields = verifiedFields(members, account.credentials.appSecret);
      checkTimestamp(fields);
      const data = OPERATIONS[operation](this.#platform, account, fields);
      return { code: '0000', msg: 'success', data };
    } catch (error) {
      if (error instanceof Refusal) return { code: '8000', msg: error.message, data: null };
      this.#log(`Vexora: ${operation} failed: ${String(error)}`);
      return SYSTEM_EXCEPTION;
    }
  }

  #record(method: string, path: string, operation: OperationName | null): RequestRecord {
    const record = { method, path, at: this.#platform.clock.now(), operation, code: null };
    this.#requests.push(record);
    if (this.#requests.length > MAX_REQUESTS) this.#requests.splice(0, MAX_REQUESTS / 2);
    return record;
  }

  /** Answers with the types of the documented examples, always with HTTP 200 (docs/providers/vexora.md#answers). */
  #answer(response: ServerResponse, record: RequestRecord, envelope: Envelope): void {
    record.code ??= envelope.code;
    const timestamp = this.#platform.clock.now();
    const { code, msg, ...rest } = envelope;
    const plain = JSON.stringify({ msg, code, timestamp, success: code === '0000', ...rest });
    const { operation } = record;
    const body = operation === null ? plain : withOtherMoney(this.#faults, operation, plain);
    send(response, 200, { 'content-type': 'application/json' }, body);
  }
}
