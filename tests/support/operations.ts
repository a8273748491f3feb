import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import { print } from 'graphql';
import { money } from '../../src/domain/money.ts';
import { signWebhook } from '../../src/providers/stablecoin-gateway/webhook.ts';
import type { StablecoinBrand } from '../../sandbox/stablecoin-platform/brands.ts';
import type { StablecoinProvider } from '../../sandbox/stablecoin-platform/double.ts';
import { accountById } from '../../src/store/queries/merchants.ts';
import { orderById } from '../../src/store/queries/orders.ts';
import { arrival } from './own-database.ts';
import { eventually } from './app.ts';
import type { TestApp } from './app.ts';
import * as documents from './documents.ts';

/** What tests of the operations do again and again. */

export const ethereumAddress = '0x9f9D96DAB48f2E67BF93CCc7Ece46e09D5e4a22C';
export const usdt = { currency: 'USDT', network: 'ETHEREUM' } as const;

let keys = 0;
export const newKey = (): string => `key-${String((keys += 1)).padStart(8, '0')}`;

/** 100.00 USD, so 101.00 USDT is due. */
export function orderInput(testApp: TestApp, provider: StablecoinBrand, more: object = {}) {
  const key = newKey();
  return {
    idempotencyKey: key,
    reference: `order ${key}`,
    amount: { amount: '100.00', currency: 'USD' },
    method: { stablecoin: usdt },
    account: testApp.accounts[provider],
    ...more,
  };
}

/** XCheckout pays refunds to an address given with the request, W Checkout back to the payer. */
export const refundAddress = (provider: StablecoinBrand) =>
  provider === 'ANEXPAY_XCHECKOUT' ? { address: ethereumAddress } : {};

export function settlementInput(testApp: TestApp, provider: StablecoinBrand, more: object = {}) {
  return {
    idempotencyKey: newKey(),
    account: testApp.accounts[provider],
    reference: 'payout',
    amount: { amount: '60', ...usdt },
    destination: { onChain: { address: ethereumAddress } },
    ...more,
  };
}

/** What orders, refunds and settlements have in common, whatever the mutation's result is called. */
export interface Subject {
  id: string;
  status: string;
  phase: string;
  providerReference: string;
  version: number;
  failure: {
    code: string;
    message: string;
    providerCode: string | null;
    providerMessage: string | null;
  } | null;
  [member: string]: unknown;
}

/** The members of every possible result of a mutation. */
export interface MutationResult {
  __typename: string;
  code?: string;
  message?: string;
  status?: string;
  retry?: string;
  issues?: { path: string[]; message: string }[];
  reasons?: string[];
  differences?: string[];
  existing?: { __typename: string; id: string };
  refundable?: { amount: string };
  replayed?: boolean;
  clientToken?: string;
  order?: Subject;
  refund?: Subject;
  settlement?: Subject;
  [member: string]: unknown;
}

export type Document = TypedDocumentNode<object, never>;

/** Sends a mutation with any input. Returns its only field, or the top-level error. */
export async function mutate(
  testApp: Pick<TestApp, 'post'>,
  document: Document,
  variables: object,
  as?: string,
): Promise<MutationResult> {
  const { data, errors } = await testApp.post({ query: print(document), variables }, as);
  if (errors?.[0]) throw new Error(errors[0].message);
  const [result] = Object.values(data ?? {}) as MutationResult[];
  if (!result) throw new Error('nothing was answered');
  return result;
}

export async function created(
  testApp: TestApp,
  provider: StablecoinBrand,
  more: object = {},
): Promise<Subject> {
  const result = await mutate(testApp, documents.createOrder, {
    input: orderInput(testApp, provider, more),
  });
  if (!result.order) throw new Error(JSON.stringify(result));
  return result.order;
}

export async function orderOf(testApp: TestApp, id: string) {
  const { order } = await testApp.request(documents.orderInFull, { id });
  if (!order) throw new Error(`no order ${id}`);
  return order;
}

export async function refundOf(testApp: TestApp, id: string) {
  const { refund } = await testApp.request(documents.refund, { id });
  if (!refund) throw new Error(`no refund ${id}`);
  return refund;
}

export async function settlementOf(testApp: TestApp, id: string) {
  const { settlement } = await testApp.request(documents.settlement, { id });
  if (!settlement) throw new Error(`no settlement ${id}`);
  return settlement;
}

/** An order that the payer has paid in full, as the provider's webhook has reported. */
export async function paid(testApp: TestApp, provider: StablecoinBrand): Promise<Subject> {
  const order = await created(testApp, provider);
  testApp.sandbox.provider(provider).pay(order.providerReference);
  await eventually(async () => (await pathOf(testApp, order.id)).at(-1) === 'PAID');
  return order;
}

/** An open abnormal payment of the given surplus: its id and the id of its order. */
export async function overpaid(testApp: TestApp, provider: StablecoinBrand) {
  const order = await created(testApp, provider);
  testApp.sandbox.provider(provider).pay(order.providerReference, { amount: '111' });
  return eventually(async () => {
    const { abnormalPayments } = await orderOf(testApp, order.id);
    const [payment] = abnormalPayments;
    return payment?.type === 'OVERPAID' && { ...payment, order };
  });
}

/** The rows of every table except the audit trail's, and the requests that both providers have received. */
export async function footprint(testApp: TestApp): Promise<Record<string, number>> {
  const tables = [
    'merchants',
    'api_keys',
    'provider_accounts',
    'orders',
    'refunds',
    'settlements',
    'abnormal_payments',
    'provider_calls',
    'webhook_deliveries',
    'events',
    'idempotency_keys',
    'cancel_intentions',
  ];
  const counts = tables.map(async (table) => {
    const text = `select count(*) as rows from ${table}`;
    const found = await testApp.app.deps.read.get<{ rows: number }>(text);
    return [table, found?.rows ?? -1] as const;
  });
  const sent = (['ANEXPAY_XCHECKOUT', 'W_CHECKOUT'] as const).map(
    (name) => [name, testApp.sandbox.provider(name).requests().length] as const,
  );
  return Object.fromEntries([...(await Promise.all(counts)), ...sent]);
}

/** Entries of the audit trail. A refusal has an entry too, unless it was of bad input. */
export async function auditedSoFar(testApp: TestApp): Promise<number> {
  const text = 'select count(*) as rows from audit_entries';
  return (await testApp.app.deps.read.get<{ rows: number }>(text))?.rows ?? -1;
}

/** How often a provider has received a call after its first `since` requests. */
export function callsSince(provider: StablecoinProvider, since: number): string[] {
  return provider
    .requests()
    .slice(since)
    .flatMap(({ operation }) => operation ?? []);
}

let events = 0;

/** Delivers a webhook by hand, signed as the provider signs it. Resolves to the HTTP status. */
export async function deliver(
  testApp: TestApp,
  provider: StablecoinBrand,
  eventType: string,
  data: object | string,
  options: { at?: number; eventId?: string; statedAt?: number } = {},
): Promise<number> {
  events += 1;
  const { at = testApp.sandbox.clock.now(), eventId = `by-hand-${events}` } = options;
  const timestamp = Math.floor((options.statedAt ?? at) / 1000);
  const head = JSON.stringify({ eventId, eventType, timestamp }).slice(0, -1);
  const body = `${head},"data":${typeof data === 'string' ? data : JSON.stringify(data)}}`;
  return deliverRaw(testApp, provider, body, at);
}

export async function deliverRaw(
  testApp: TestApp,
  provider: StablecoinBrand,
  body: string,
  at = testApp.sandbox.clock.now(),
): Promise<number> {
  const { signKey } = testApp.credentials[provider];
  const url = testApp.url.replace('/graphql', `/webhooks/${testApp.accounts[provider]}`);
  const headers = { 'content-type': 'application/json', ...signWebhook(body, signKey, at) };
  const response = await fetch(url, { method: 'POST', headers, body });
  await response.arrayBuffer();
  return response.status;
}

/** "createOrder UNKNOWN 500": every exchange with a provider about a subject, oldest first. */
export async function exchangesOf(testApp: TestApp, id: string): Promise<string[]> {
  const text = `select operation, outcome, http_status from provider_calls
    where subject_id = ? order by ${arrival()}`;
  const rows = await testApp.app.deps.read.all<{
    operation: string;
    outcome: string;
    http_status: number | null;
  }>(text, id);
  return rows.map(({ operation, outcome, http_status: status }) =>
    `${operation} ${outcome} ${status ?? ''}`.trim(),
  );
}

/** The statuses of a subject, from its events: ["SUBMITTING", "UNKNOWN", …]. */
export async function pathOf(testApp: TestApp, id: string): Promise<(string | null)[]> {
  const text = `select to_status, type from events where subject_id = ? order by seq`;
  const rows = await testApp.app.deps.read.all<{ to_status: string | null; type: string }>(
    text,
    id,
  );
  return rows.filter(({ type }) => !type.endsWith('_UPDATED')).map(({ to_status: to }) => to);
}

/** Where nobody listens. */
export const nowhere = 'http://127.0.0.1:9';

/** Points an account elsewhere; back to its provider when `baseUrl` is omitted. */
export async function redirect(
  testApp: TestApp,
  provider: StablecoinBrand,
  baseUrl = testApp.sandbox.provider(provider).baseUrl,
): Promise<void> {
  const input = { id: testApp.accounts[provider], baseUrl };
  const result = await mutate(testApp, documents.updateProviderAccount, { input });
  if (result.__typename !== 'ProviderAccountSuccess') throw new Error(JSON.stringify(result));
}

/** Moves the clock past every step after which an unknown outcome is queried and sent again. */
export async function resolve(testApp: TestApp): Promise<void> {
  for (const ms of [5_000, 30_000, 15_000, 15_000]) await testApp.advance(ms);
}

/** A refund that the merchant makes at the provider without us. Returns its number. */
export async function refundInPortal(
  testApp: TestApp,
  provider: StablecoinBrand,
  order: { id: string },
  amount: string,
): Promise<string> {
  const { deps } = testApp.app;
  const [account, record] = await Promise.all([
    accountById(deps.read, testApp.accounts[provider]),
    orderById(deps.read, order.id),
  ]);
  if (!account || !record) throw new Error('no such account or order');
  const providerReference = `PORTAL${record.providerReference}`;
  const refund = {
    providerReference,
    amount: money(amount, 'USDT', 'ETHEREUM'),
    address: ethereumAddress,
    reason: null,
    order: record,
    notifyUrl: '',
  };
  const { connection } = deps.connections.of(account);
  await connection.createRefund?.(refund, { record: () => undefined });
  return providerReference;
}
