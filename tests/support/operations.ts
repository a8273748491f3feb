import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import { print } from 'graphql';
import { money } from '../../src/domain/money.ts';
import { signWebhook } from '../../src/providers/stablecoin-gateway/webhook.ts';
import type { SandboxedProvider, StablecoinBrand } from '../../sandbox/sandbox.ts';
import { accountById } from '../../src/store/queries/merchants.ts';
import { orderById } from '../../src/store/queries/orders.ts';
import { eventually } from './app.ts';
import type { World } from './app.ts';
import * as documents from './documents.ts';

/** What tests of the operations do again and again. */

export const ethereumAddress = '0x9f9D96DAB48f2E67BF93CCc7Ece46e09D5e4a22C';
export const usdt = { currency: 'USDT', network: 'ETHEREUM' } as const;

let keys = 0;
export const newKey = (): string => `key-${String((keys += 1)).padStart(8, '0')}`;

/** 100.00 USD, so 101.00 USDT to pay. */
export function orderInput(world: World, provider: StablecoinBrand, more: object = {}) {
  const key = newKey();
  return {
    idempotencyKey: key,
    reference: `order ${key}`,
    amount: { amount: '100.00', currency: 'USD' },
    method: { stablecoin: usdt },
    account: world.accounts[provider],
    ...more,
  };
}

/** XCheckout pays refunds to an address given with the request, W Checkout back to the payer. */
export const refundAddress = (provider: StablecoinBrand) =>
  provider === 'ANEXPAY_XCHECKOUT' ? { address: ethereumAddress } : {};

export function settlementInput(world: World, provider: StablecoinBrand, more: object = {}) {
  return {
    idempotencyKey: newKey(),
    account: world.accounts[provider],
    reference: 'payout',
    amount: { amount: '60', ...usdt },
    destination: { onChain: { address: ethereumAddress } },
    ...more,
  };
}

/** Orders, refunds and settlements by what they have in common, whatever the mutation's result is called. */
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
export interface Told {
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

/** Sends a mutation whatever its input is; its only field, or the top-level error. */
export async function ask(
  world: Pick<World, 'post'>,
  document: Document,
  variables: object,
  as?: string,
): Promise<Told> {
  const { data, errors } = await world.post({ query: print(document), variables }, as);
  if (errors?.[0]) throw new Error(errors[0].message);
  const [told] = Object.values(data ?? {}) as Told[];
  if (!told) throw new Error('nothing was answered');
  return told;
}

export async function created(
  world: World,
  provider: StablecoinBrand,
  more: object = {},
): Promise<Subject> {
  const told = await ask(world, documents.createOrder, {
    input: orderInput(world, provider, more),
  });
  if (!told.order) throw new Error(JSON.stringify(told));
  return told.order;
}

export async function orderOf(world: World, id: string) {
  const { order } = await world.request(documents.orderInFull, { id });
  if (!order) throw new Error(`no order ${id}`);
  return order;
}

export async function refundOf(world: World, id: string) {
  const { refund } = await world.request(documents.refund, { id });
  if (!refund) throw new Error(`no refund ${id}`);
  return refund;
}

export async function settlementOf(world: World, id: string) {
  const { settlement } = await world.request(documents.settlement, { id });
  if (!settlement) throw new Error(`no settlement ${id}`);
  return settlement;
}

/** An order that the payer has paid in full, as we know by the provider's webhook. */
export async function paid(world: World, provider: StablecoinBrand): Promise<Subject> {
  const order = await created(world, provider);
  world.sandbox.provider(provider).pay(order.providerReference);
  await eventually(async () => (await pathOf(world, order.id)).at(-1) === 'PAID');
  return order;
}

/** An open abnormal payment of a given surplus: its id and that of its order. */
export async function overpaid(world: World, provider: StablecoinBrand) {
  const order = await created(world, provider);
  world.sandbox.provider(provider).pay(order.providerReference, { amount: '111' });
  return eventually(async () => {
    const { abnormalPayments } = await orderOf(world, order.id);
    const [payment] = abnormalPayments;
    return payment?.type === 'OVERPAID' && { ...payment, order };
  });
}

/** Rows of every table but the audit trail's, and the requests that both providers have received. */
export async function footprint(world: World): Promise<Record<string, number>> {
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
    const found = await world.app.deps.read.get<{ rows: number }>(text);
    return [table, found?.rows ?? -1] as const;
  });
  const sent = (['ANEXPAY_XCHECKOUT', 'W_CHECKOUT'] as const).map(
    (name) => [name, world.sandbox.provider(name).requests().length] as const,
  );
  return Object.fromEntries([...(await Promise.all(counts)), ...sent]);
}

/** Entries of the audit trail: there is one of a refusal too, unless it was of bad input. */
export async function auditedSoFar(world: World): Promise<number> {
  const text = 'select count(*) as rows from audit_entries';
  return (await world.app.deps.read.get<{ rows: number }>(text))?.rows ?? -1;
}

/** How often a provider has received a call since it had received `since` requests. */
export function callsSince(provider: SandboxedProvider, since: number): string[] {
  return provider
    .requests()
    .slice(since)
    .flatMap(({ operation }) => operation ?? []);
}

let events = 0;

/** A webhook as the provider signs it, delivered by hand. Resolves to the HTTP status. */
export async function deliver(
  world: World,
  provider: StablecoinBrand,
  eventType: string,
  data: object | string,
  options: { at?: number; eventId?: string; statedAt?: number } = {},
): Promise<number> {
  events += 1;
  const { at = world.sandbox.clock.now(), eventId = `by-hand-${events}` } = options;
  const timestamp = Math.floor((options.statedAt ?? at) / 1000);
  const head = JSON.stringify({ eventId, eventType, timestamp }).slice(0, -1);
  const body = `${head},"data":${typeof data === 'string' ? data : JSON.stringify(data)}}`;
  return deliverRaw(world, provider, body, at);
}

export async function deliverRaw(
  world: World,
  provider: StablecoinBrand,
  body: string,
  at = world.sandbox.clock.now(),
): Promise<number> {
  const { signKey } = world.credentials[provider];
  const url = world.url.replace('/graphql', `/webhooks/${world.accounts[provider]}`);
  const headers = { 'content-type': 'application/json', ...signWebhook(body, signKey, at) };
  const response = await fetch(url, { method: 'POST', headers, body });
  await response.arrayBuffer();
  return response.status;
}

/** "createOrder UNKNOWN 500": every exchange with a provider about a subject, oldest first. */
export async function exchangesOf(world: World, id: string): Promise<string[]> {
  const text = `select operation, outcome, http_status from provider_calls
    where subject_id = ? order by rowid`;
  const rows = await world.app.deps.read.all<{
    operation: string;
    outcome: string;
    http_status: number | null;
  }>(text, id);
  return rows.map(({ operation, outcome, http_status: status }) =>
    `${operation} ${outcome} ${status ?? ''}`.trim(),
  );
}

/** What a subject went through, as its events tell: ["SUBMITTING", "UNKNOWN", …]. */
export async function pathOf(world: World, id: string): Promise<(string | null)[]> {
  const text = `select to_status, type from events where subject_id = ? order by seq`;
  const rows = await world.app.deps.read.all<{ to_status: string | null; type: string }>(text, id);
  return rows.filter(({ type }) => !type.endsWith('_UPDATED')).map(({ to_status: to }) => to);
}

/** Where nobody listens. */
export const nowhere = 'http://127.0.0.1:9';

/** Points an account elsewhere; back to its provider when `baseUrl` is left out. */
export async function redirect(
  world: World,
  provider: StablecoinBrand,
  baseUrl = world.sandbox.provider(provider).baseUrl,
): Promise<void> {
  const input = { id: world.accounts[provider], baseUrl };
  const told = await ask(world, documents.updateProviderAccount, { input });
  if (told.__typename !== 'ProviderAccountSuccess') throw new Error(JSON.stringify(told));
}

/** Moves the clock past every step after which an unknown outcome is asked for and sent again. */
export async function resolve(world: World): Promise<void> {
  for (const ms of [5_000, 30_000, 15_000, 15_000]) await world.advance(ms);
}

/** A refund that the merchant makes at the provider without us. Its number. */
export async function refundInPortal(
  world: World,
  provider: StablecoinBrand,
  order: { id: string },
  amount: string,
): Promise<string> {
  const { deps } = world.app;
  const [account, record] = await Promise.all([
    accountById(deps.read, world.accounts[provider]),
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
