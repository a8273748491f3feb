import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse, validate } from 'graphql';
import { execute, subscribe } from 'graphql';
import type { ExecutionResult } from 'graphql';
import { ulid } from 'ulid';
import type { Principal, Scope } from '../../src/domain/principal.ts';
import { noOrderEvidence } from '../../src/domain/order.ts';
import { noPayoutEvidence } from '../../src/domain/payout.ts';
import { money } from '../../src/domain/money.ts';
import { unsent } from '../../src/domain/submission.ts';
import { clientTokenRule } from '../../src/graphql/client-view.ts';
import { createContext } from '../../src/graphql/context.ts';
import { schema } from '../../src/graphql/schema.ts';
import { createLive } from '../../src/live.ts';
import type { Deps } from '../../src/operations/deps.ts';
import type { Connection, ProviderModule } from '../../src/providers/provider.ts';
import { WriteQueue } from '../../src/store/commit.ts';
import { openDatabase } from '../../src/store/orm.ts';
import { appendEvent } from '../../src/store/queries/events.ts';
import { insertOrder } from '../../src/store/queries/orders.ts';
import { insertRefund } from '../../src/store/queries/refunds.ts';
import { insert } from '../../src/store/queries/work.ts';
import type { EventRecord, OrderRecord, RefundRecord } from '../../src/store/records.ts';

export const startOfTime = Date.parse('2026-11-21T10:00:00.000Z');

const unused = (): never => {
  throw new Error('not used by these tests');
};

/** A provider that can do everything that has a method here, and is never called. */
function provider(): { connection: Connection; module: ProviderModule; config: unknown } {
  const connection: Connection = {
    createOrder: unused,
    queryOrder: unused,
    cancelOrder: unused,
    createRefund: unused,
    balances: unused,
    webhook: {
      verify: unused,
      translate: unused,
      ack: { status: 200, contentType: 'text/plain', body: 'OK' },
    },
    close: () => Promise.resolve(),
  };
  const module: ProviderModule = {
    name: 'W_CHECKOUT',
    title: 'W Checkout',
    config: undefined as never,
    sampleConfig: {},
    defaultBaseUrl: null,
    methods: ['STABLECOIN'],
    currencies: ['USD'],
    requiredInputs: [{ method: 'STABLECOIN', paths: ['customer.email'] }],
    orderStatuses: ['AWAITING_PAYMENT', 'PAID'],
    settlementDestinations: ['ON_CHAIN'],
    partialRefund: true,
    concurrentRefunds: false,
    defaultExpiresIn: null,
    absenceSpanMs: 15_000,
    checkOrder: () => ({ unable: [], issues: [] }),
    checkRefund: () => [],
    checkSettlement: () => [],
    connect: () => connection,
  };
  return { connection, module, config: {} };
}

export type World = Awaited<ReturnType<typeof createWorld>>;

/** A real database in a file of its own, with one merchant and one account in it. */
export async function createWorld() {
  const folder = mkdtempSync(join(tmpdir(), 'paygraph-graphql-'));
  const database = await openDatabase(`sqlite:${folder}/test.sqlite`);
  const live = createLive();
  const queue = new WriteQueue(database.writer, (topics) => live.ring(topics));
  const connected = provider();
  let made = 0;
  const ids: Deps['ids'] = {
    make: (prefix) => `${prefix}_${ulid(startOfTime + made++)}`,
    providerReference: () => ulid(startOfTime + made++),
    secret: unused,
  };
  const deps: Deps = {
    ...{ read: database.reader, queue, live, ids, running: new Set<string>() },
    now: () => startOfTime,
    pause: unused,
    sealer: { seal: unused, open: unused },
    clientTokens: { make: unused, verify: unused },
    connections: { of: () => connected, close: () => Promise.resolve() },
    publicUrl: 'http://localhost:4000',
    log: { debug: unused, info: unused, warn: unused, error: unused },
  };
  return {
    deps,
    modules: new Map([[connected.module.name, connected.module]]),
    merchant: await addMerchant(deps, 'first'),
    addMerchant: (timeline: string) => addMerchant(deps, timeline),
    async close() {
      await queue.idle();
      await database.close();
      rmSync(folder, { recursive: true });
    },
  };
}

export interface Merchant {
  id: string;
  account: string;
}

async function addMerchant({ queue, ids }: Deps, timeline: string): Promise<Merchant> {
  const merchant = { id: ids.make('mer'), account: ids.make('acc') };
  await queue.commit(async (tx) => {
    const created_at = startOfTime;
    await insert(tx, 'merchants', { id: merchant.id, name: timeline, timeline, created_at });
    await insert(tx, 'provider_accounts', {
      ...{ id: merchant.account, merchant_id: merchant.id, provider: 'W_CHECKOUT' },
      ...{ name: 'Main', base_url: 'https://w.example', credentials: 'sealed' },
      ...{ created_at, updated_at: created_at },
    });
  });
  return merchant;
}

const work = {
  submission: { ...unsent, state: 'ANSWERED', firstSentAt: startOfTime, lastSentAt: startOfTime },
  ...{ checkAt: null, checks: 0, lastCheckAt: null, unknownSince: null, needsAttention: false },
  ...{ version: 1, revision: 0, createdAt: startOfTime, updatedAt: startOfTime },
} as const;

export async function addOrder(
  { deps }: World,
  merchant: Merchant,
  changes: Partial<OrderRecord> = {},
): Promise<OrderRecord> {
  const order: OrderRecord = {
    ...work,
    id: deps.ids.make('ord'),
    merchantId: merchant.id,
    accountId: merchant.account,
    provider: 'W_CHECKOUT',
    reference: 'A-1',
    providerReference: deps.ids.providerReference(),
    status: 'AWAITING_PAYMENT',
    providerOrderId: null,
    request: {
      reference: 'A-1',
      amount: money('100.00', 'USD'),
      method: { type: 'STABLECOIN', currency: 'USDT', network: 'TRON' },
      customer: {
        ...{ id: null, firstName: null, lastName: null, email: null, phone: null },
        ...{ document: null, documentType: null, ipAddress: null, postcode: null, address: null },
      },
      ...{ description: null, expiresIn: null, returnUrl: null },
      metadata: [{ key: 'cart', value: '7' }],
    },
    evidence: noOrderEvidence,
    ...{ refundable: null, refundsHeld: 0n, refunded: 0n, expiresAt: null },
    ...changes,
  };
  await deps.queue.commit((tx) => insertOrder(tx, order));
  return order;
}

export async function addRefund(
  { deps }: World,
  order: OrderRecord,
  changes: Partial<RefundRecord> = {},
): Promise<RefundRecord> {
  const refund: RefundRecord = {
    ...work,
    id: deps.ids.make('rfd'),
    merchantId: order.merchantId,
    accountId: order.accountId,
    orderId: order.id,
    abnormalPaymentId: null,
    reference: 'R-1',
    providerReference: deps.ids.providerReference(),
    status: 'PENDING',
    amount: money('10', 'USDT', 'TRON'),
    ...{ address: null, reason: null, evidence: noPayoutEvidence },
    ...changes,
  };
  await deps.queue.commit((tx) => insertRefund(tx, refund));
  return refund;
}

/** Tells of an order in its merchant's log; returns the event's id. */
export async function tell(
  { deps }: World,
  order: Pick<OrderRecord, 'id' | 'merchantId'>,
  changes: Partial<EventRecord> = {},
): Promise<string> {
  const id = deps.ids.make('evt');
  await deps.queue.commit((tx) =>
    appendEvent(tx, {
      ...{ id, merchantId: order.merchantId, subjectId: order.id, orderId: order.id },
      ...{ type: 'ORDER_UPDATED', settlementId: null, version: 1, from: null, to: null },
      ...{ cause: 'WEBHOOK', deliveryId: null, occurredAt: null, recordedAt: startOfTime },
      ...changes,
    }),
  );
  return id;
}

export const administrator: Principal = { kind: 'ADMINISTRATOR' };

export function key({ id }: Merchant, ...scopes: Scope[]): Principal {
  return { kind: 'API_KEY', keyId: 'key_test', merchantId: id, scopes };
}

export function clientOf({ id, merchantId }: OrderRecord): Principal {
  return { kind: 'CLIENT', merchantId, orderId: id };
}

/** As a transport does it: validate, then execute. */
export async function ask(
  { deps, modules }: World,
  principal: Principal,
  query: string,
  variableValues: Record<string, unknown> = {},
): Promise<ExecutionResult> {
  const document = parse(query);
  const errors = [
    ...validate(schema, document),
    ...validate(schema, document, [clientTokenRule(principal)]),
  ];
  if (errors.length > 0) return { errors };
  const contextValue = createContext(deps, modules, {
    ...{ principal, requestId: 'test', resumeAfter: null },
  });
  return execute({ schema, document, contextValue, variableValues });
}

/** The stream of a subscription, or the answer that refuses it. */
export async function follow(
  { deps, modules }: World,
  principal: Principal,
  query: string,
  variableValues: Record<string, unknown> = {},
  resumeAfter: string | null = null,
): Promise<AsyncGenerator<ExecutionResult, void, void> | ExecutionResult> {
  const contextValue = createContext(deps, modules, {
    ...{ principal, requestId: 'test', resumeAfter },
  });
  return subscribe({ schema, document: parse(query), contextValue, variableValues });
}

/** The codes of an answer's errors; "DATA" where it has none. */
export function outcomeOf({ errors }: ExecutionResult): string {
  return errors === undefined ? 'DATA' : errors.map(codeOf).join(' ');
}

function codeOf({ message, extensions }: { message: string; extensions: object }): string {
  const { code } = extensions as { code?: unknown };
  return typeof code === 'string' ? code : message;
}
