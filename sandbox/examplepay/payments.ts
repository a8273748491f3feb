import { randomInt } from 'node:crypto';
import { brCode, upiLink } from './codes.ts';
import type { Account, Mishap, Payment, PayMethod, Platform } from './books.ts';
import { amountText, mishapOf, outcomeOf, PAY_METHODS, timeText } from './books.ts';
import type { Fields } from './fields.ts';
import { currencyOf } from './fields.ts';
import { Refusal } from './refusal.ts';

export interface Performed {
  data: object;
  mishap?: Mishap;
}

/** docs/providers/examplepay.md#the-life-of-a-payment */
const AUTO_CLOSE_MS = 30 * 60_000;
const METHOD_PATTERN = /^[A-Z]+(?:_[A-Z]+)*$/;

/** Checks in the order of docs/providers/examplepay.md#statuses-and-codes. */
export function createPayment(platform: Platform, account: Account, fields: Fields): Performed {
  const request = readPayment(fields);
  const currency = currencyOf(request.currency);
  const payMethod = payMethodOf(request.type);
  if (PAY_METHODS[payMethod] !== currency) throw unsupported(`${payMethod} in ${currency}`);
  const vpa = payMethod === 'UPI_COLLECT' ? request.method.text('vpa', 128) : null;
  if (account.payments.has(request.merchantTradeNo)) {
    throw new Refusal('Common.DuplicateOrder', 'merchantTradeNo has been used');
  }
  const outcome = outcomeOf(request.amount);
  if (outcome === 'REFUSED') throw new Refusal('Payment.Common.Rejected', 'rejected');
  const { type: _type, method: _method, ...rest } = request;
  const paymentNo = platform.nextNumber('P');
  const payment: Payment = {
    ...rest,
    paymentNo,
    currency,
    payMethod,
    vpa,
    cashierUrl: `${platform.baseUrl}/pay/${paymentNo}`,
    createdAt: platform.clock.now(),
    refunds: [],
    status: 'PENDING',
    paidAt: null,
    rrn: null,
    errorCode: null,
    errorInfo: null,
  };
  account.payments.set(payment.merchantTradeNo, payment);
  platform.effects.ordersCreated += 1;
  planEnd(platform, account, payment);
  return { data: createdView(payment), mishap: mishapOf(outcome) };
}

function readPayment(fields: Fields) {
  const merchantTradeNo = fields.text('merchantTradeNo', 50);
  const amount = fields.amount('amount');
  const currency = fields.text('currency', 3);
  const description = fields.text('description', 80);
  const payer = fields.object('payer');
  payer.text('userId', 64);
  const payerName = payer.text('name', 80);
  payer.text('email', 80);
  payer.text('phone', 20);
  payer.optionalText('documentType', 20);
  payer.optionalText('document', 64);
  const method = fields.object('payMethod');
  const type = method.text('type', 20, METHOD_PATTERN);
  const environment = fields.optionalObject('tradeEnv');
  environment?.optionalText('deviceId', 50);
  environment?.optionalText('ip', 32);
  const merchantAttach = fields.optionalText('merchantAttach', 255);
  const notifyUrl = fields.url('notifyUrl', { fragment: false });
  const returnUrl = fields.url('returnUrl', { fragment: true });
  const named = { merchantTradeNo, amount, currency, description, payerName, method, type };
  return { ...named, merchantAttach, notifyUrl, returnUrl };
}

function payMethodOf(type: string): PayMethod {
  if (Object.hasOwn(PAY_METHODS, type)) return type as PayMethod;
  throw unsupported(type);
}

const unsupported = (what: string): Refusal =>
  new Refusal('Common.UnsupportedMethod', `no ${what}`);

export function planEnd(platform: Platform, account: Account, payment: Payment): void {
  const { clock, autoPayMs } = platform;
  const at = (ms: number, run: () => void): void => {
    clock.schedule(payment.createdAt + ms, run);
  };
  if (autoPayMs !== null) at(autoPayMs, () => confirmPayment(platform, account, payment));
  at(AUTO_CLOSE_MS, () => closePending(payment));
}

/** The payer confirms the payment. The cents of its amount decide the outcome. */
export function confirmPayment(platform: Platform, account: Account, payment: Payment): void {
  const outcome = outcomeOf(payment.amount);
  if (payment.status !== 'PENDING' || outcome === 'STAYS') return;
  if (outcome === 'FAILS') return failPayment(payment);
  payment.status = 'PAID';
  payment.paidAt = platform.clock.now();
  payment.rrn = newRrn();
  platform.effects.ordersPaid += 1;
  const { paymentNo: number, notifyUrl: url } = payment;
  const notification = { account, number, url, data: paymentView(payment), outcome };
  platform.publish({ eventType: 'PAYMENT', ...notification });
}

export function failPayment(payment: Payment): void {
  if (payment.status !== 'PENDING') return;
  payment.status = 'FAILED';
  payment.errorCode = 'Payment.Common.Rejected';
  payment.errorInfo = 'rejected by the bank';
}

export function closePending(payment: Payment): void {
  if (payment.status === 'PENDING') payment.status = 'CLOSED';
}

/** A retrieval reference number of twelve digits. */
export const newRrn = (): string => String(randomInt(1e11, 1e12));

export function queryPayment(_platform: Platform, account: Account, fields: Fields): Performed {
  return { data: paymentView(findPayment(account, fields)) };
}

export function closePayment(_platform: Platform, account: Account, fields: Fields): Performed {
  const payment = findPayment(account, fields);
  closePending(payment);
  const { paymentNo, merchantTradeNo, status } = payment;
  if (status !== 'CLOSED') throw new Refusal('Payment.Common.NotClosable', `it is ${status}`);
  return { data: { paymentNo, merchantTradeNo, status } };
}

function findPayment(account: Account, fields: Fields): Payment {
  const { by, number } = fields.eitherOf(['merchantTradeNo', 50], ['paymentNo', 32]);
  const found =
    by === 'merchantTradeNo' ? account.payments.get(number) : paymentByNumber(account, number);
  if (found === undefined) throw new Refusal('Common.OrderNotFound', 'order not found');
  return found;
}

export function paymentByNumber(account: Account, paymentNo: string): Payment | undefined {
  return [...account.payments.values()].find((payment) => payment.paymentNo === paymentNo);
}

function createdView(payment: Payment): object {
  const { paymentNo, merchantTradeNo, amount, currency } = payment;
  const action = actionOf(payment);
  return { paymentNo, merchantTradeNo, amount: amountText(amount), currency, action };
}

function actionOf(payment: Payment): object | null {
  switch (payment.payMethod) {
    case 'UPI':
    case 'PIX':
      return { type: 'REDIRECT', url: payment.cashierUrl };
    case 'UPI_INTENT':
      return { type: 'INTENT', url: upiLink(payment) };
    case 'PIX_QRCODE':
      return { type: 'QRCODE', content: brCode(payment) };
    case 'UPI_COLLECT':
      return null;
  }
}

export function paymentView(payment: Payment): object {
  const { paymentNo, merchantTradeNo, currency, status, rrn, merchantAttach } = payment;
  const { errorCode, errorInfo, paidAt } = payment;
  return {
    paymentNo,
    merchantTradeNo,
    amount: amountText(payment.amount),
    currency,
    status,
    refundStatus: refundStatusOf(payment),
    rrn,
    merchantAttach,
    createdTime: timeText(payment.createdAt),
    paidTime: paidAt === null ? null : timeText(paidAt),
    errorCode,
    errorInfo,
  };
}

/** docs/providers/examplepay.md#refunds */
export function refundStatusOf({ refunds, amount }: Payment): string {
  if (refunds.some(({ status }) => status === 'PROCESSING')) return 'PROCESSING';
  const refunded = refunds
    .filter(({ status }) => status === 'REFUNDED')
    .reduce((sum, refund) => sum + refund.amount, 0n);
  if (refunded === 0n) return 'NONE';
  return refunded === amount ? 'REFUNDED' : 'PARTIAL_REFUNDED';
}
