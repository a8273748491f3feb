import { money } from '../../src/domain/money.ts';
import { noOrderEvidence } from '../../src/domain/order.ts';
import { noPayoutEvidence } from '../../src/domain/payout.ts';
import { unsent } from '../../src/domain/instructions/submission.ts';
import { appendEvents } from '../../src/store/queries/log/append.ts';
import { insertOrder } from '../../src/store/queries/orders.ts';
import { insertRefund } from '../../src/store/queries/refunds.ts';
import type { EventRecord, OrderRecord, RefundRecord } from '../../src/store/records.ts';
import { startOfTime } from './fixture.ts';
import type { Merchant, Fixture } from './fixture.ts';
import { nobody } from '../support/customer.ts';

const work = {
  submission: {
    ...unsent,
    state: 'ANSWERED',
    firstSentAt: startOfTime,
    lastSentAt: startOfTime,
  },
  checkAt: null,
  checks: 0,
  lastCheckAt: null,
  unknownSince: null,
  needsAttention: false,
  attention: {},
  version: 1,
  revision: 0,
  createdAt: startOfTime,
  updatedAt: startOfTime,
} as const;

export async function addOrder(
  { deps }: Fixture,
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
    providerReference: deps.ids.make('ord'),
    status: 'AWAITING_PAYMENT',
    providerOrderId: null,
    request: {
      reference: 'A-1',
      amount: money('100.00', 'USD'),
      method: {
        type: 'STABLECOIN',
        currency: 'USDT',
        network: 'TRON',
      },
      customer: nobody,
      description: null,
      expiresIn: null,
      returnUrl: null,
      metadata: [
        {
          key: 'cart',
          value: '7',
        },
      ],
    },
    erasedAt: null,
    evidence: noOrderEvidence,
    refundable: null,
    refundsHeld: 0n,
    refunded: 0n,
    expiresAt: null,
    ...changes,
  };
  await deps.queue.commit((tx) => insertOrder(tx, order));
  return order;
}

/** Made in the provider's portal, so that nothing has to be paid here for it to be stored. */
export async function addRefund(
  { deps }: Fixture,
  order: OrderRecord,
  changes: Partial<RefundRecord> = {},
): Promise<RefundRecord> {
  const refund: RefundRecord = {
    ...work,
    submission: { ...unsent, state: 'ANSWERED' },
    id: deps.ids.make('rfd'),
    merchantId: order.merchantId,
    accountId: order.accountId,
    orderId: order.id,
    abnormalPaymentId: null,
    reference: 'R-1',
    providerReference: deps.ids.make('ord'),
    status: 'PENDING',
    amount: money('10', 'USDT', 'TRON'),
    address: null,
    reason: null,
    evidence: noPayoutEvidence,
    ...changes,
  };
  await deps.queue.commit((tx) => insertRefund(tx, refund));
  return refund;
}

/** Appends an event about an order to its merchant's log. Returns the event's id. */
export async function addEvent(
  { deps }: Fixture,
  order: Pick<OrderRecord, 'id' | 'merchantId'>,
  changes: Partial<EventRecord> = {},
): Promise<string> {
  const id = deps.ids.make('evt');
  await deps.queue.commit((tx) =>
    appendEvents(tx, [
      {
        id,
        merchantId: order.merchantId,
        subjectId: order.id,
        orderId: order.id,
        type: 'ORDER_UPDATED',
        settlementId: null,
        version: 1,
        from: null,
        to: null,
        cause: 'WEBHOOK',
        deliveryId: null,
        occurredAt: null,
        recordedAt: startOfTime,
        state: {},
        movements: [],
        ...changes,
      },
    ]),
  );
  return id;
}
