import { decimalField, EntityKind, text, url } from '../double/index.ts';
import type { Decimal, Entity, Fields, Received } from '../double/index.ts';
import { localTime, outcomeOf, reais } from './platform.ts';
import type { NexapayAccount, NexapayPlatform } from './platform.ts';

export type PayStatus = 'P' | 'S' | 'F';

/** Its number is the orderId. */
export interface Payment extends Entity<PayStatus, NexapayAccount> {
  readonly requestId: string;
  readonly txId: string;
  /** Identifies the payment in the addresses of its pages. */
  readonly uuid: string;
  readonly amount: Decimal;
  readonly fees: readonly Fee[];
  /** `amount` plus all fees. */
  readonly payAmount: Decimal;
  readonly currency: string;
  readonly orderName: string;
  readonly payerName: string;
  readonly notifyUrl: string;
  /** Null for direct orders. */
  readonly callbackUrl: string | null;
  readonly cashierPayUrl: string | null;
  /** In the answer to a direct order; on the cashier page of a hosted one. */
  readonly qrCode: string;
  readonly expiresAt: number;
  paidAt: number | null;
}

export interface Fee {
  type: string;
  amount: Decimal;
}

const paidAfterMs = 2_000;

export const payments: EntityKind<Payment, NexapayPlatform> = new EntityKind({
  name: 'order',
  numberedBy: 'orderId',
  moves: { P: ['S', 'F'], S: [], F: [] },
  counts: { created: 'ordersCreated', S: 'ordersPaid' },
  due: [
    {
      while: 'P',
      at: ({ expiresAt }) => expiresAt,
      run: (platform, payment) => payments.move(platform, payment, 'F'),
    },
    {
      while: 'P',
      at: (payment, { switches }) =>
        switches.autoPay && isPaidAlone(payment) ? payment.createdAt + paidAfterMs : null,
      run: (platform, payment) => payments.move(platform, payment, 'S'),
    },
  ],
  on: {
    S(platform, payment) {
      payment.paidAt = platform.clock.now();
      notifyPaid(platform, payment);
    },
  },
});

function isPaidAlone({ amount, cashierPayUrl }: Payment): boolean {
  const outcome = outcomeOf(amount);
  return cashierPayUrl === null ? outcome !== 'NEVER_PAID' : outcome === 'ANSWER_LOST';
}

/** The price of an order, in reais. */
export const price = decimalField({ pattern: /^\d{1,13}(\.\d{1,2})?$/ });
export const address = url({ max: 255 });

export function query(_: NexapayPlatform, { account, fields }: Received<NexapayPlatform>): object {
  const payment = findPayment(account, fields);
  const { number: orderId, requestId, txId, status, paidAt, currency } = payment;
  return {
    orderId,
    requestId,
    txId,
    payStatus: status,
    ...merchantOf(account),
    payAmount: reais(payment.payAmount, 16),
    payCurrency: currency,
    ...(paidAt === null ? {} : { payTime: localTime(paidAt) }),
    chargeFees: feeList(payment),
  };
}

/** Finds a payment by orderId, txId or both, which must then belong to the same order. */
export function findPayment(account: NexapayAccount, fields: Fields): Payment {
  const orderId = fields.optional('orderId', text());
  const txId = fields.optional('txId', text());
  if (orderId === null && txId === null) throw fields.invalid('orderId', 'or txId is required');
  return payments.find(
    account,
    (one) => (orderId === null || one.number === orderId) && (txId === null || one.txId === txId),
  );
}

export function merchantOf({ credentials }: NexapayAccount) {
  const { merchantId, subMerchantId } = credentials;
  return { merchantId, subMerchantId };
}

export const feeList = ({ fees, currency }: Payment) =>
  fees.map(({ type, amount }) => ({
    feeType: type,
    feeAmount: reais(amount),
    feeCurrency: currency,
  }));

/** The amount decides how often a payment is notified, and how well (docs/providers/nexapay.md#in-the-sandbox). */
function notifyPaid(platform: NexapayPlatform, payment: Payment): void {
  const { account, number: orderId, notifyUrl: url, amount } = payment;
  const outcome = outcomeOf(amount);
  if (outcome === 'NOT_NOTIFIED') return;
  platform.publish(account, {
    type: 'PAYMENT_RESULT',
    url,
    about: { orderId },
    body: JSON.stringify(notice(payment, platform.switches.notifyPayStatus)),
    sent: outcome === 'NOTIFIED_THRICE' ? 'thrice' : 'once',
    forged: outcome === 'NOTIFIED_BADLY' ? 'beforehand' : undefined,
  });
}

/** The members of a notification, in the documented order (docs/providers/nexapay.md#delivery-of-notifications). */
function notice(payment: Payment, payStatus: string): object {
  const { account, number: orderId, txId, requestId, payAmount, currency, paidAt } = payment;
  return {
    notifyType: 'PAYMENT_RESULT',
    ...merchantOf(account),
    orderId,
    txId,
    requestId,
    payStatus,
    payAmount: reais(payAmount, 16),
    payCurrency: currency,
    payTime: localTime(paidAt ?? payment.createdAt),
    chargeFees: feeList(payment),
  };
}
