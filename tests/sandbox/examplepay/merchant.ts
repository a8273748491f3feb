import { equal, notEqual } from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import { onTestFinished } from 'vitest';
import { createSandboxClock } from '../../../sandbox/double/clock.ts';
import type { SandboxClock } from '../../../sandbox/double/clock.ts';
import type { ExamplepayProvider } from '../../../sandbox/examplepay/provider.ts';
import { startSandbox } from '../../../sandbox/sandbox.ts';
import type { SandboxOptions } from '../../../sandbox/sandbox.ts';
import { startServer } from '../../support/http-server.ts';
import type { Received } from '../../support/http-server.ts';
import { NOON, send } from '../client.ts';
import type { RawReply } from '../client.ts';

type Fields = Record<string, unknown>;

export interface Answer {
  http: RawReply;
  code: unknown;
  errorMessage: unknown;
  data: Fields;
}

/** What a test changes about a call that would otherwise be correct. */
export interface Changes {
  /** The bytes sent in place of the compact JSON of the fields. */
  body?: string;
  method?: string;
  headers?: Record<string, string | undefined>;
  appId?: string;
  appSecret?: string;
  timestamp?: string;
  nonce?: string;
  /** The address signed in place of the correct one. */
  url?: string;
  /** The header in place of the correct one. */
  authorize?: (right: string) => string | undefined;
}

export const newNonce = (): string => randomBytes(16).toString('hex');

/** Seven lines, written out by hand: the sandbox must not be tested with its own code. */
export const signatureOf = (lines: readonly string[]): string =>
  createHash('sha256')
    .update(lines.map((line) => `${line}\n`).join(''))
    .digest('hex');

/** A merchant that signs by hand and accepts no HTTP 200 whose signature is wrong. */
export class Merchant {
  readonly provider: ExamplepayProvider;
  readonly clock: SandboxClock;
  readonly appId: string;
  readonly appSecret: string;
  readonly notifyUrl: string;

  constructor(provider: ExamplepayProvider, clock: SandboxClock, notifyUrl: string) {
    this.provider = provider;
    this.clock = clock;
    this.notifyUrl = notifyUrl;
    ({ appId: this.appId, appSecret: this.appSecret } = provider.createMerchantAccount());
  }

  payment(fields: Fields = {}, changes: Changes = {}): Promise<Answer> {
    return this.call('/payment/create', { ...this.newPayment(), ...fields }, changes);
  }

  newPayment(): Fields {
    return {
      merchantTradeNo: 'T1',
      amount: '100.00',
      currency: 'INR',
      description: 'A kettle',
      payer: { userId: 'u1', name: 'Asha Rao', email: 'asha@example.com', phone: '+919' },
      payMethod: { type: 'UPI' },
      notifyUrl: this.notifyUrl,
      returnUrl: 'https://shop.example.test/return?cart=7#top',
    };
  }

  payout(fields: Fields = {}): Promise<Answer> {
    return this.call('/payout/create', {
      merchantTradeNo: 'W1',
      amount: '100.00',
      currency: 'INR',
      description: 'Payout',
      payoutMethod: { type: 'UPI', vpa: 'asha@bank', payeeName: 'Asha Rao' },
      notifyUrl: this.notifyUrl,
      ...fields,
    });
  }

  /** A refund of T1. */
  refund(fields: Fields = {}): Promise<Answer> {
    const { paymentNo } = this.provider.order('T1');
    const refund = { merchantRefundNo: 'R1', paymentNo, amount: '40.00', description: 'Back' };
    return this.call('/refund/create', { ...refund, ...fields });
  }

  async status(merchantTradeNo = 'T1'): Promise<Fields> {
    return (await this.call('/payment/query', { merchantTradeNo })).data;
  }

  async call(path: string, fields: Fields, changes: Changes = {}): Promise<Answer> {
    const isEndpoint = path.startsWith('/payment') || /^\/(refund|payout|balance)/.test(path);
    const address = this.provider.baseUrl + (isEndpoint ? `/pg/v2${path}` : path);
    const { appId = this.appId, appSecret = this.appSecret, method = 'POST' } = changes;
    const { body = JSON.stringify(fields), nonce = newNonce() } = changes;
    const timestamp = changes.timestamp ?? String(this.clock.now());
    const url = changes.url ?? address.split('?', 1)[0] ?? '';
    const sign = signatureOf([appId, appSecret, method, url, timestamp, nonce, body]);
    const right = `V2_SHA256 appId=${appId},sign=${sign},timestamp=${timestamp},nonce=${nonce}`;
    const authorization = changes.authorize === undefined ? right : changes.authorize(right);
    const headers: Record<string, string | undefined> = {
      'content-type': 'application/json',
      'user-agent': 'shop/1.0',
      authorization,
      ...changes.headers,
    };
    const changed = Object.entries(headers).filter(
      (header): header is [string, string] => header[1] !== undefined,
    );
    const http = await send(address, method, Object.fromEntries(changed), body);
    return { http, ...this.#read(http, url, nonce) };
  }

  #read(http: RawReply, url: string, nonce: string): Omit<Answer, 'http'> {
    if (http.status === 200) this.#verify(http, url, nonce);
    else equal(http.headers['authorization'], undefined);
    const envelope: { code: unknown; errorMessage: unknown; data: Fields | null } = JSON.parse(
      http.body,
    );
    return { ...envelope, data: envelope.data ?? {} };
  }

  #verify({ headers, body }: RawReply, url: string, requestNonce: string): void {
    const pattern = /^V2_SHA256 appId=(\w+),sign=([0-9a-f]{64}),timestamp=(\d{13}),nonce=(\w{32})$/;
    const [, appId = '', sign = '', timestamp = '', nonce = ''] =
      pattern.exec(String(headers['authorization'])) ?? [];
    equal(appId, this.appId);
    notEqual(nonce, requestNonce);
    equal(sign, signatureOf([appId, this.appSecret, 'POST', url, timestamp, nonce, body]));
  }
}

export interface Inbox {
  url: string;
  received: Received[];
  answer: (response: ServerResponse) => void;
}

export interface TestSandbox {
  provider: ExamplepayProvider;
  clock: SandboxClock;
  merchant: Merchant;
  inbox: Inbox;
}

/** A sandbox on a clock that stands still at noon, a merchant and its endpoint. */
export async function openTestSandbox(options: SandboxOptions = {}): Promise<TestSandbox> {
  const clock = createSandboxClock({ frozenAt: NOON });
  const sandbox = await startSandbox({ clock, ...options });
  onTestFinished(() => sandbox.close());
  const inbox: Inbox = {
    url: '',
    received: [],
    answer: (response) => response.end('{"code":"OK"}'),
  };
  const server = await startServer((_request, response) => inbox.answer(response));
  onTestFinished(async () => server[Symbol.asyncDispose]());
  inbox.url = `${server.url}/notify?shop=7`;
  inbox.received = server.received;
  const provider = sandbox.provider('EXAMPLEPAY');
  return { provider, clock, merchant: new Merchant(provider, clock, inbox.url), inbox };
}

/** Whether a notification is signed as documented (docs/providers/examplepay.md#signed-notifications). */
export function isGenuine({ headers, body }: Received, merchant: Merchant): boolean {
  const pattern = /^V2_SHA256 appId=(\w+),sign=([0-9a-f]{64}),timestamp=(\d{13}),nonce=(\w{32})$/;
  const [, appId = '', sign = '', timestamp = '', nonce = ''] =
    pattern.exec(headers.authorization ?? '') ?? [];
  const { appSecret, notifyUrl } = merchant;
  const lines = [appId, appSecret, 'POST', notifyUrl, timestamp, nonce, body.toString('utf8')];
  return sign === signatureOf(lines);
}
