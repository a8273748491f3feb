import { createHmac } from 'node:crypto';
import { onTestFinished } from 'vitest';
import { createSandboxClock } from '../../../sandbox/double/clock.ts';
import type { SandboxClock } from '../../../sandbox/double/clock.ts';
import type { AccountOptions, NexapayProvider } from '../../../sandbox/nexapay/double.ts';
import { startSandbox } from '../../../sandbox/sandbox.ts';
import type { SandboxOptions } from '../../../sandbox/sandbox.ts';
import { NOON, send } from '../client.ts';
import type { RawReply } from '../client.ts';
import { openInbox } from '../inbox.ts';
import type { Inbox } from '../inbox.ts';

type Fields = Record<string, unknown>;

export interface Answer {
  http: RawReply;
  code: string;
  msg: string;
  succ: boolean;
  /** Empty where there is none. */
  data: Fields;
}

/** What a test changes about a call that would otherwise be correct. */
export interface Changes {
  /** The text sent in place of the compact JSON of the fields. */
  body?: string;
  /** The text signed in place of the canonical form. */
  signed?: string;
  /** Undefined omits the header. */
  headers?: Record<string, string | undefined>;
  method?: string;
}

export const paths = {
  pay: '/api/v1/directPay',
  cashier: '/api/v1/directPay/order/create',
  query: '/api/v1/directPay/query',
  refund: '/api/v1/directPay/refund',
  queryRefund: '/api/v1/directPay/refund/query',
} as const;

/** Sorts by hand, for bodies without arrays, numbers and null. */
export function canonical(value: unknown): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = Object.entries(value)
    .filter(([, one]) => one !== undefined)
    .toSorted(([a], [b]) => (a < b ? -1 : 1));
  return `{${members.map(([name, one]) => `${JSON.stringify(name)}:${canonical(one)}`).join(',')}}`;
}

export function hmac(key: string, text: string): string {
  return createHmac('sha256', key).update(text, 'utf8').digest('base64');
}

/** A merchant that signs by hand. */
export class Merchant {
  readonly baseUrl: string;
  readonly credentials: ReturnType<NexapayProvider['createMerchantAccount']>;
  readonly notifyUrl: string;

  constructor(provider: NexapayProvider, notifyUrl: string, options: AccountOptions = {}) {
    this.baseUrl = provider.baseUrl;
    this.credentials = provider.createMerchantAccount(options);
    this.notifyUrl = notifyUrl;
  }

  async call(path: string, fields: Fields, changes: Changes = {}): Promise<Answer> {
    const { apiKey, secretKey } = this.credentials;
    const body = changes.body ?? JSON.stringify(fields);
    const headers: Record<string, string | undefined> = {
      api_key: apiKey,
      signature: hmac(secretKey, changes.signed ?? canonical(fields)),
      'content-type': 'application/json; charset=UTF-8',
      ...changes.headers,
    };
    const sent = Object.fromEntries(
      Object.entries(headers).filter((entry): entry is [string, string] => entry[1] !== undefined),
    );
    const http = await send(this.baseUrl + path, changes.method ?? 'POST', sent, body);
    const envelope = JSON.parse(http.body) as Omit<Answer, 'http' | 'data'> & {
      data: Fields | null;
    };
    return { http, ...envelope, data: envelope.data ?? {} };
  }

  order(fields: Fields = {}): Fields {
    const { merchantId, subMerchantId } = this.credentials;
    return {
      amount: '100',
      currency: 'BRL',
      payCurrent: 'BRL',
      merchantId,
      subMerchantId,
      payer: {
        type: 1,
        name: 'José',
        email: 'jose@example.com',
        phoneNumber: '+5511987654321',
        document: '123.456.789-00',
      },
      orderId: 'O1',
      requestId: 'Q1',
      orderName: 'Pedido',
      goodsName: '锂电池',
      notifyUrl: this.notifyUrl,
      ...fields,
    };
  }

  refund(fields: Fields = {}): Fields {
    const { merchantId, subMerchantId } = this.credentials;
    return {
      merchantId,
      subMerchantId,
      orderId: 'O1',
      refundRequestId: 'R1',
      refundAmount: '40.00',
      refundCurrency: 'BRL',
      reason: 'desistiu',
      notifyUrl: this.notifyUrl,
      ...fields,
    };
  }

  pay(fields: Fields = {}): Promise<Answer> {
    return this.call(paths.pay, this.order(fields));
  }

  cashier(fields: Fields = {}): Promise<Answer> {
    const callbackUrl = 'https://shop.example/thanks';
    return this.call(paths.cashier, this.order({ callbackUrl, ...fields }));
  }

  /** The payment status in the answer to a query. */
  async status(orderId = 'O1'): Promise<unknown> {
    return (await this.call(paths.query, { orderId })).data['payStatus'];
  }
}

export interface TestSandbox {
  provider: NexapayProvider;
  clock: SandboxClock;
  merchant: Merchant;
  inbox: Inbox;
}

/** The provider on a clock that stands still at noon, a merchant and its endpoint. */
export async function openTestSandbox(options: SandboxOptions = {}): Promise<TestSandbox> {
  const clock = createSandboxClock({ frozenAt: NOON });
  const sandbox = await startSandbox({ clock, ...options });
  onTestFinished(() => sandbox.close());
  const provider = sandbox.provider('NEXAPAY');
  const inbox = await openInbox();
  onTestFinished(() => inbox.close());
  return { provider, clock, merchant: new Merchant(provider, inbox.url), inbox };
}
