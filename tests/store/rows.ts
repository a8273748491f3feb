import { noOrderEvidence } from '../../src/domain/order.ts';
import { noPayoutEvidence } from '../../src/domain/payout.ts';
import { money } from '../../src/domain/money.ts';
import type { Money } from '../../src/domain/money.ts';
import type { PaymentMethod } from '../../src/domain/request.ts';
import { unsent } from '../../src/domain/instructions/submission.ts';
import type {
  AbnormalPaymentRecord,
  EventRecord,
  NewEventRecord,
  OrderRecord,
  RefundRecord,
  SettlementRecord,
  WebhookDeliveryRecord,
  WorkRecord,
} from '../../src/store/records.ts';
import type { Tx } from '../../src/store/sql.ts';
import { openTestDatabase } from '../support/database.ts';
import type { Hooks, TestDatabase } from '../support/database.ts';
import { nobody } from '../support/customer.ts';

export const usdt = (amount: string) => money(amount, 'USDT', 'TRON');
export const wusd = (amount: string) => money(amount, 'WUSD', 'ETHEREUM');

/** A database with two merchants, `mer_1` and `mer_2`, and accounts `acc_1`, `acc_2` (of mer_1), `acc_3`. */
export async function openWithMerchants(hooks: Hooks = {}): Promise<TestDatabase> {
  const opened = await openTestDatabase(hooks);
  await opened.queue.commit(async (tx) => {
    await insertMerchant(tx, 'mer_1');
    await insertMerchant(tx, 'mer_2');
    await insertAccount(tx, 'acc_1', 'mer_1');
    await insertAccount(tx, 'acc_2', 'mer_1');
    await insertAccount(tx, 'acc_3', 'mer_2');
  });
  return opened;
}

async function insertMerchant(tx: Tx, id: string): Promise<void> {
  const text =
    'insert into merchants (id, name, timeline, last_seq, created_at) values (?,?,?,0,1)';
  await tx.run(text, id, `Merchant ${id}`, `timeline${id.slice(-1)}`);
}

async function insertAccount(tx: Tx, id: string, merchantId: string): Promise<void> {
  await tx.run(
    `insert into provider_accounts
       (id, merchant_id, provider, name, base_url, enabled, credentials, created_at, updated_at)
     values (?, ?, 'W_CHECKOUT', 'Main', 'https://example.com', 0, 'sealed', 1, 2)`,
    id,
    merchantId,
  );
}

const work = (id: string): WorkRecord => ({
  id,
  merchantId: 'mer_1',
  accountId: 'acc_1',
  reference: `reference of ${id}`,
  providerReference: `P-${id}`,
  submission: unsent,
  checkAt: null,
  checks: 0,
  lastCheckAt: null,
  unknownSince: null,
  needsAttention: false,
  attention: {},
  version: 1,
  revision: 0,
  createdAt: 1_000,
  updatedAt: 1_000,
});

export function orderRow(id: string, rest: Partial<OrderRecord> = {}): OrderRecord {
  return {
    ...work(id),
    provider: 'W_CHECKOUT',
    status: 'CREATED',
    providerOrderId: null,
    request: {
      reference: `reference of ${id}`,
      amount: money('100', 'USD'),
      method: { type: 'STABLECOIN', currency: 'USDT', network: 'TRON' },
      customer: nobody,
      description: null,
      expiresIn: null,
      returnUrl: null,
      metadata: [{ key: 'minor', value: 'not a number' }],
    },
    erasedAt: null,
    evidence: noOrderEvidence,
    refundable: null,
    refundsHeld: 0n,
    refunded: 0n,
    expiresAt: null,
    ...rest,
  };
}

/** An order that was paid with `amount`. */
export function paidOrderRow(id: string, amount = usdt('100')): OrderRecord {
  const evidence = { ...noOrderEvidence, payable: amount, paid: amount };
  return orderRow(id, {
    status: 'PAID',
    request: { ...orderRow(id).request, method: methodOf(amount) },
    evidence,
    refundable: amount,
  });
}

/** The payment method that pays `amount`. */
export function methodOf({ currency, network }: Money): PaymentMethod {
  if (network === null) throw new Error(`${currency} is no token`);
  return { type: 'STABLECOIN', currency, network };
}

export function refundRow(id: string, rest: Partial<RefundRecord> = {}): RefundRecord {
  return {
    ...work(id),
    orderId: 'ord_1',
    abnormalPaymentId: null,
    status: 'REQUESTED',
    amount: usdt('1'),
    address: null,
    reason: null,
    evidence: noPayoutEvidence,
    ...rest,
  };
}

export function settlementRow(id: string, rest: Partial<SettlementRecord> = {}): SettlementRecord {
  return {
    ...work(id),
    provider: 'W_CHECKOUT',
    status: 'REQUESTED',
    request: {
      reference: `reference of ${id}`,
      amount: usdt('5'),
      destination: { type: 'ON_CHAIN', address: 'T1' },
      description: null,
    },
    orderIds: [],
    evidence: noPayoutEvidence,
    ...rest,
  };
}

export function abnormalPaymentRow(
  id: string,
  rest: Partial<AbnormalPaymentRecord> = {},
): AbnormalPaymentRecord {
  return {
    id,
    merchantId: 'mer_1',
    accountId: 'acc_1',
    orderId: null,
    providerAbnormalPaymentId: `P-${id}`,
    status: 'OPEN',
    evidence: {
      type: 'OVERPAID',
      received: usdt('110'),
      pendingAtFirst: usdt('10'),
      pendingAtLeast: usdt('10'),
      handled: false,
      transactionHash: null,
      resolution: null,
    },
    pending: usdt('10'),
    held: 0n,
    attention: {},
    checkAt: null,
    checks: 0,
    version: 1,
    revision: 0,
    createdAt: 1_000,
    updatedAt: 1_000,
    ...rest,
  };
}

export function deliveryRow(
  id: string,
  rest: Partial<WebhookDeliveryRecord> = {},
): WebhookDeliveryRecord {
  return {
    id,
    merchantId: 'mer_1',
    accountId: 'acc_1',
    status: 'APPLIED',
    eventId: null,
    topic: null,
    identity: `identity of ${id}`,
    about: null,
    headers: { 'content-type': 'application/json' },
    body: { bytes: Buffer.from('{"amount":1.500}'), sealedWith: null },
    attempts: 0,
    lastError: null,
    receivedAt: 1_000,
    checkAt: null,
    ...rest,
  };
}

export function eventRow(id: string, rest: Partial<EventRecord> = {}): NewEventRecord {
  return {
    merchantId: 'mer_1',
    id,
    type: 'ORDER_CREATED',
    // One of its merchant.
    subjectId: rest.merchantId === 'mer_2' ? 'ord_5' : 'ord_1',
    orderId: 'ord_1',
    settlementId: null,
    version: 1,
    from: null,
    to: 'SUBMITTING',
    cause: 'MUTATION',
    deliveryId: null,
    occurredAt: null,
    recordedAt: 1_000,
    state: {},
    movements: [],
    ...rest,
  };
}
