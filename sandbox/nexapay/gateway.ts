import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Faults } from '../double/faults/faults.ts';
import { readBody, send } from '../double/http/http.ts';
import { arrival } from '../double/faults/arrival.ts';
import { withOtherMoney } from '../double/faults/other-money.ts';
import type { Platform } from './books.ts';
import { Refusal } from './fields.ts';
import { createDirect, createHosted, queryPayment } from './payments.ts';
import { createRefund, queryRefund } from './refunds.ts';
import { authenticate, failure, success } from './request.ts';
import type { Performed, Received } from './request.ts';

export type OperationName =
  'createOrder' | 'createCashierOrder' | 'queryOrder' | 'createRefund' | 'queryRefund';

interface Operation {
  name: OperationName;
  perform: (platform: Platform, received: Received) => Performed;
}

const OPERATIONS: ReadonlyMap<string, Operation> = new Map([
  ['/api/v1/directPay', { name: 'createOrder', perform: createDirect }],
  ['/api/v1/directPay/order/create', { name: 'createCashierOrder', perform: createHosted }],
  ['/api/v1/directPay/query', { name: 'queryOrder', perform: queryPayment }],
  ['/api/v1/directPay/refund', { name: 'createRefund', perform: createRefund }],
  ['/api/v1/directPay/refund/query', { name: 'queryRefund', perform: queryRefund }],
]);

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

const maxRequests = 20_000;
const contentType = 'application/json;charset=UTF-8';
const unreadable = '{"code":"0","msg":"成功","data":{"payStatus":';

/** The provider's API. It authenticates, performs, and injects armed faults. */
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
    const body = await readBody(request);
    this.#platform.clock.catchUp();
    const { method = '', url = '', headers } = request;
    const path = url.split('?', 1)[0] ?? '';
    const operation = OPERATIONS.get(path);
    const record = this.#record(method, path, operation?.name ?? null);
    const refuse = (status: number, message: string): void =>
      this.#answer(response, record, status, failure(new Refusal('9999', message)), '9999');
    if (operation === undefined) return refuse(404, 'unknown path');
    if (method !== 'POST') return refuse(405, 'POST only');
    const media = headers['content-type']?.split(';', 1)[0]?.trim().toLowerCase();
    if (media !== 'application/json') return refuse(415, 'application/json only');
    await this.#serve(operation, record, response, () =>
      operation.perform(this.#platform, authenticate(this.#platform, path, headers, body)),
    );
  }

  async #serve(
    { name }: Operation,
    record: RequestRecord,
    response: ServerResponse,
    perform: () => Performed,
  ): Promise<void> {
    const { clock } = this.#platform;
    const faults = this.#faults;
    const breakDown = (): void => {
      const body = failure(new Refusal('9999', 'system error'));
      this.#answer(response, record, 500, body, '9999');
    };
    if (faults.takes('cut-before', name)) {
      response.destroy();
      return;
    }
    if (faults.takes('error-before', name)) return breakDown();

    await arrival(faults, clock, name, response);
    const { status, body: plain, code, isLost } = this.#perform(name, perform);
    record.code = code;
    const body = withOtherMoney(faults, name, plain);

    const delayMs = faults.take('delay', name);
    if (delayMs !== null) {
      await new Promise<void>((resolve) => {
        clock.schedule(clock.now() + delayMs, resolve);
      });
    }
    if (faults.takes('cut-after', name)) response.destroy();
    else if (faults.takes('error-after', name) || isLost) breakDown();
    else {
      if (faults.takes('bad-signature', name)) response.setHeader('signature', 'A'.repeat(44));
      const garbled = faults.takes('garbage', name) ? unreadable : body;
      this.#answer(response, record, status, garbled, code);
    }
  }

  #perform(
    name: OperationName,
    perform: () => Performed,
  ): { status: number; body: string; code: string; isLost: boolean } {
    try {
      const { data, isLost, replay } = perform();
      return { status: 200, body: replay ?? success(data), code: '0', isLost };
    } catch (error) {
      if (error instanceof Refusal) {
        return { status: 200, body: failure(error), code: error.code, isLost: false };
      }
      this.#log(`NexaPay: ${name} failed: ${String(error)}`);
      const body = failure(new Refusal('9999', 'system error'));
      return { status: 500, body, code: '9999', isLost: false };
    }
  }

  #record(method: string, path: string, operation: OperationName | null): RequestRecord {
    const at = this.#platform.clock.now();
    const record: RequestRecord = { method, path, at, operation, code: null };
    this.#requests.push(record);
    if (this.#requests.length > maxRequests) this.#requests.splice(0, maxRequests / 2);
    return record;
  }

  #answer(
    response: ServerResponse,
    record: RequestRecord,
    status: number,
    body: string,
    code: string,
  ): void {
    record.code ??= code;
    send(response, status, { 'content-type': contentType }, body);
  }
}
