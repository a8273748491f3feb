import { equal } from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { request as startRequest } from 'node:http';
import type { IncomingHttpHeaders } from 'node:http';
import { onTestFinished } from 'vitest';
import { createSandboxClock } from '../../sandbox/double/clock.ts';
import type { SandboxClock } from '../../sandbox/double/clock.ts';
import { startSandbox } from '../../sandbox/sandbox.ts';
import type { SandboxOptions } from '../../sandbox/sandbox.ts';
import type { StablecoinBrand } from '../../sandbox/stablecoin-platform/brands.ts';
import type { StablecoinProvider } from '../../sandbox/stablecoin-platform/provider.ts';
import { openInbox } from './inbox.ts';
import type { Inbox } from './inbox.ts';

export const BRAND_NAMES: readonly StablecoinBrand[] = ['ANEXPAY_XCHECKOUT', 'W_CHECKOUT'];
export const NOON = Date.UTC(2026, 0, 1, 12);
export const ETH_ADDRESS = '0x9f9D96DAB48f2E67BF93CCc7Ece46e09D5e4a22C';

export interface RawReply {
  status: number;
  headers: IncomingHttpHeaders;
  body: string;
}

type Fields = Record<string, unknown>;

export interface Answer {
  http: RawReply;
  retcode: unknown;
  retmsg: unknown;
  /** As parsed. Where digits matter, numbers are compared by their text in `http.body`. */
  retdata: Fields;
  /** Of a list call. */
  records: Fields[];
}

/** What a test changes about a call that would otherwise be correct. */
export interface Changes {
  /** The text sent in place of the compact JSON of the fields. */
  body?: string;
  /** Undefined omits the header. */
  headers?: Record<string, string | undefined>;
  timestamp?: string;
  signKey?: string;
  token?: string;
  /** The text signed in place of the correct one. */
  signed?: (right: string) => string;
}

export function send(
  url: string,
  method: string,
  headers: Record<string, string>,
  body = '',
): Promise<RawReply> {
  return new Promise((resolve, reject) => {
    const length = body === '' ? {} : { 'content-length': String(Buffer.byteLength(body)) };
    const options = { method, headers: { ...headers, ...length }, agent: false };
    const outgoing = startRequest(url, options, (incoming) => {
      const chunks: Buffer[] = [];
      incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
      incoming.on('error', reject);
      incoming.on('end', () => {
        const text = Buffer.concat(chunks).toString('utf8');
        resolve({ status: incoming.statusCode ?? 0, headers: incoming.headers, body: text });
      });
    });
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}

export function hmac(key: string, text: string): string {
  return createHmac('sha512', key).update(text, 'utf8').digest('base64');
}

/** A merchant that signs by hand and accepts no success whose signature is wrong. */
export class Merchant {
  readonly provider: StablecoinProvider;
  readonly clock: SandboxClock;
  readonly credentials: { apiKey: string; apiSecret: string; signKey: string; merchantId: string };
  #token: string | null = null;

  constructor(
    provider: StablecoinProvider,
    clock: SandboxClock,
    options: { webhookUrl?: string; disabledTokens?: string[] } = {},
  ) {
    this.provider = provider;
    this.clock = clock;
    this.credentials = provider.createMerchantAccount(options);
  }

  tokenCall(query: string): Promise<RawReply> {
    return send(`${this.provider.baseUrl}/user/auth/oauth2/token${query}`, 'POST', {});
  }

  async token(): Promise<string> {
    if (this.#token !== null) return this.#token;
    const { apiKey, apiSecret } = this.credentials;
    const query = `?grant_type=client_credentials&api_key=${apiKey}&api_secret=${apiSecret}`;
    const answer: { retdata: { access_token: string } } = JSON.parse(
      (await this.tokenCall(query)).body,
    );
    this.#token = answer.retdata.access_token;
    return this.#token;
  }

  forgetToken(): void {
    this.#token = null;
  }

  get(target: string, changes: Changes = {}): Promise<Answer> {
    return this.#call('GET', target, '', changes);
  }

  post(target: string, fields: Fields, changes: Changes = {}): Promise<Answer> {
    return this.#call('POST', target, JSON.stringify(fields), changes);
  }

  createOrder(fields: Fields = {}, changes: Changes = {}): Promise<Answer> {
    return this.post('/checkout/order/create', { ...newOrder('T1'), ...fields }, changes);
  }

  async #call(method: string, target: string, json: string, changes: Changes): Promise<Answer> {
    const body = changes.body ?? json;
    const timestamp = changes.timestamp ?? String(this.clock.now());
    const at = target.indexOf('?');
    const path = at === -1 ? target : target.slice(0, at);
    const query = at === -1 ? '' : `?${decodeURIComponent(target.slice(at + 1))}`;
    const right = method + timestamp + path + query + body;
    const stringToSign = changes.signed?.(right) ?? right;
    const headers: Record<string, string | undefined> = {
      authorization: `Bearer ${changes.token ?? (await this.token())}`,
      signature: hmac(changes.signKey ?? this.credentials.signKey, stringToSign),
      timestamp,
      ...(method === 'POST' ? { 'content-type': 'application/json' } : {}),
      ...changes.headers,
    };
    const sent = Object.fromEntries(
      Object.entries(headers).filter((entry): entry is [string, string] => entry[1] !== undefined),
    );
    const http = await send(this.provider.baseUrl + target, method, sent, body);
    const { retcode, retmsg, retdata }: Answer = JSON.parse(http.body);
    if (retcode === '200') this.#expectSigned(http, method, path + query);
    else equal(http.headers['signature'], undefined);
    const list: { retdata: { records?: Fields[] } | null } = JSON.parse(http.body);
    return { http, retcode, retmsg, retdata, records: list.retdata?.records ?? [] };
  }

  #expectSigned({ headers, body }: RawReply, method: string, decodedTarget: string): void {
    const timestamp = String(headers['timestamp']);
    const right = hmac(this.credentials.signKey, method + timestamp + decodedTarget + body);
    equal(headers['signature'], right);
    const ofW = this.provider.name === 'W_CHECKOUT';
    equal(headers['d-signature'], ofW ? right : undefined);
    equal(headers['d-timestamp'], ofW ? timestamp : undefined);
  }
}

/** 123.45 USD, so 124.68 is due. */
export function newOrder(orderNo: string): Fields {
  return {
    orderNo,
    customerId: 'cust01',
    merchantId: 'm1',
    orderAmount: 123.45,
    token: 'ETH_USDT',
    expiredIn: 1800,
  };
}

export interface TestSandbox {
  provider: StablecoinProvider;
  clock: SandboxClock;
  merchant: Merchant;
  inbox: Inbox;
}

/** A sandbox on a clock that stands still at noon, a merchant and its webhook endpoint. */
export async function openTestSandbox(
  name: StablecoinBrand,
  options: SandboxOptions = {},
): Promise<TestSandbox> {
  const sandbox = await startSandbox({
    clock: createSandboxClock({ frozenAt: NOON }),
    ...options,
  });
  onTestFinished(() => sandbox.close());
  const { clock } = sandbox;
  const provider = sandbox.provider(name);
  const inbox = await openInbox();
  onTestFinished(() => inbox.close());
  const merchant = new Merchant(provider, clock, { webhookUrl: inbox.url });
  return { provider, clock, merchant, inbox };
}
