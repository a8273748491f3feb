import { createHash, createHmac, randomUUID } from 'node:crypto';
import type { Account, Fee, Payment, Platform } from './books.ts';
import { localTime, newNumber, reais } from './books.ts';
import { brCode } from './br-code.ts';
import type { Fields } from './fields.ts';
import { Refusal } from './fields.ts';
import { outcomeOf } from './outcomes.ts';
import { checkMoney, readOrder } from './order-request.ts';
import type { OrderRequest, Kind } from './order-request.ts';
import { checkMerchant, once } from './request.ts';
import type { Performed, Received } from './request.ts';

/** docs/providers/nexapay.md#orders */
const directLifetimeMs = 600_000;
const hostedLifetimeMs = 1_800_000;
const paidAfterMs = 2_000;

export function createDirect(platform: Platform, received: Received): Performed {
  return create(platform, received, 'direct');
}

export function createHosted(platform: Platform, received: Received): Performed {
  return create(platform, received, 'hosted');
}

function create(platform: Platform, received: Received, kind: Kind): Performed {
  const { account, fields } = received;
  checkMerchant(account, fields);
  const request = readOrder(fields, kind);
  checkMoney(account, fields, request);
  return once(account.replays.payments, request.requestId, received, () => {
    if (account.payments.has(request.orderId)) {
      throw new Refusal('1009', 'orderId has been used');
    }
    const payment = open(platform, received, request, kind);
    const outcome = outcomeOf(payment.amount);
    const data = kind === 'direct' ? directData(payment) : hostedData(payment);
    if (outcome === 'REFUSED') payment.status = 'F';
    return { data, isLost: outcome === 'ANSWER_LOST' };
  });
}

function open(platform: Platform, received: Received, request: OrderRequest, kind: Kind): Payment {
  const { clock, baseUrl, effects } = platform;
  const { account } = received;
  const createdAt = clock.now();
  const uuid = randomUUID();
  const fees = feesOf(request.amount);
  const payAmount = fees.reduce((sum, { amount }) => sum + amount, request.amount);
  const location = `${new URL(baseUrl).host}/spi/v2/${uuid}`;
  const payment: Payment = {
    ...request,
    account,
    txId: newNumber(platform, '02101101'),
    uuid,
    fees,
    payAmount,
    cashierPayUrl: kind === 'hosted' ? cashierUrl(baseUrl, uuid, createdAt, received) : null,
    qrCode: brCode(location, reais(payAmount)),
    createdAt,
    expiresAt: createdAt + (kind === 'direct' ? directLifetimeMs : hostedLifetimeMs),
    status: 'P',
    paidAt: null,
  };
  account.payments.set(payment.orderId, payment);
  effects.ordersCreated += 1;
  planEnd(platform, payment);
  return payment;
}

export function planEnd(platform: Platform, payment: Payment): void {
  const { clock } = platform;
  clock.schedule(payment.expiresAt, () => {
    if (payment.status === 'P') payment.status = 'F';
  });
  const isDirect = payment.cashierPayUrl === null;
  const outcome = outcomeOf(payment.amount);
  const isPaidAlone = isDirect ? outcome !== 'NEVER_PAID' : outcome === 'ANSWER_LOST';
  if (isPaidAlone && platform.switches.autoPay) {
    clock.schedule(payment.createdAt + paidAfterMs, () => {
      if (payment.status === 'P') pay(platform, payment);
    });
  }
}

/**
 * A fee of 0.50, and a fee of 0.38 % of amount and first fee, rounded up to the centavo
 * (docs/providers/nexapay.md#orders).
 */
function feesOf(amount: bigint): Fee[] {
  const payerFee = 50n;
  const iof = ((amount + payerFee) * 38n + 9_999n) / 10_000n;
  return [
    { type: 'PAYER_FEE', amount: payerFee },
    { type: 'IOF', amount: iof },
  ];
}

function cashierUrl(baseUrl: string, uuid: string, at: number, received: Received): string {
  const md5 = createHash('md5').update(received.canonical).digest('hex');
  const { secretKey } = received.account.credentials;
  const signature = createHmac('sha256', secretKey).update(`${uuid}${md5}${at}`).digest('base64');
  const query = `md5=${md5}&timestamp=${at}&signature=${encodeURIComponent(signature)}`;
  return `${baseUrl}/product/checkout/${uuid}?${query}`;
}

/** Throws where the payment can no longer be paid. */
export function pay(platform: Platform, payment: Payment): void {
  if (payment.status !== 'P') throw new Error(`${payment.orderId} is ${payment.status}`);
  payment.status = 'S';
  payment.paidAt = platform.clock.now();
  platform.effects.ordersPaid += 1;
  platform.notices.paid(payment);
}

/** The bank declines. No notification is sent (docs/providers/nexapay.md#statuses). */
export function refuse(payment: Payment): void {
  if (payment.status !== 'P') throw new Error(`${payment.orderId} is ${payment.status}`);
  payment.status = 'F';
}

const feeList = ({ fees, currency }: Payment) =>
  fees.map(({ type, amount }) => ({
    feeType: type,
    feeAmount: reais(amount),
    feeCurrency: currency,
  }));

function directData(payment: Payment): object {
  const { account, orderId, requestId, txId, payAmount, currency, qrCode, createdAt } = payment;
  const { merchantId, subMerchantId } = account.credentials;
  return {
    payStatus: 'P',
    merchantId,
    subMerchantId,
    orderId,
    requestId,
    txId,
    payAmount: reais(payAmount),
    currency,
    payCurrency: currency,
    payLoad: {
      qrCode,
      expire: String(directLifetimeMs / 1000),
      createDate: String(createdAt),
    },
    chargeFees: feeList(payment),
  };
}

function hostedData({ cashierPayUrl, txId, orderId }: Payment): object {
  return { cashierPayUrl, txId, orderId };
}

export function queryPayment(_platform: Platform, { account, fields }: Received): Performed {
  const payment = findPayment(account, fields);
  const { orderId, requestId, txId, status, paidAt, currency } = payment;
  const { merchantId, subMerchantId } = account.credentials;
  const data = {
    orderId,
    requestId,
    txId,
    payStatus: status,
    merchantId,
    subMerchantId,
    payAmount: reais(payment.payAmount, 16),
    payCurrency: currency,
    ...(paidAt === null ? {} : { payTime: localTime(paidAt) }),
    chargeFees: feeList(payment),
  };
  return { data, isLost: false };
}

/** Finds a payment by orderId, txId or both, which must then belong to the same order. */
export function findPayment(account: Account, fields: Fields): Payment {
  const orderId = fields.optionalText('orderId');
  const txId = fields.optionalText('txId');
  if (orderId === null && txId === null) throw fields.refuse('orderId', 'or txId is required');
  const payment =
    orderId === null
      ? [...account.payments.values()].find((one) => one.txId === txId)
      : account.payments.get(orderId);
  if (payment === undefined || (txId !== null && payment.txId !== txId)) {
    throw new Refusal('1011', 'order not found');
  }
  return payment;
}

/** The members of a notification, in the documented order (docs/providers/nexapay.md#delivery-of-notifications). */
export function paymentNotice(payment: Payment, payStatus: string): object {
  const { account, orderId, txId, requestId, payAmount, currency, paidAt } = payment;
  const { merchantId, subMerchantId } = account.credentials;
  return {
    notifyType: 'PAYMENT_RESULT',
    merchantId,
    subMerchantId,
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
