import { randomInt } from 'node:crypto';
import { compare, EntityKind, sum, text } from '../double/index.ts';
import type { Fields, Received } from '../double/index.ts';
import { brCode, upiLink } from './codes.ts';
import {
  address,
  amountField,
  amountText,
  currencyOf,
  newNumber,
  notify,
  numberIn,
  optionalUpTo,
  outcomeOf,
  payMethods,
  refused,
  sufferFrom,
  timeText,
  upTo,
} from './platform.ts';
import type { ExamplepayAccount, ExamplepayPlatform, Payment, PayMethod } from './platform.ts';

/** docs/providers/examplepay.md#the-life-of-a-payment */
export const openMs = 30 * 60_000;
const methodPattern = /^[A-Z]+(?:_[A-Z]+)*$/;

export const payments: EntityKind<Payment, ExamplepayPlatform> = new EntityKind({
  name: 'payment',
  numberedBy: 'merchantTradeNo',
  moves: { PENDING: ['PAID', 'FAILED', 'CLOSED'], PAID: [], FAILED: [], CLOSED: [] },
  counts: { created: 'ordersCreated', PAID: 'ordersPaid' },
  due: [
    {
      while: 'PENDING',
      at: ({ createdAt }, { switches }) =>
        switches.autoPayMs === null ? null : createdAt + switches.autoPayMs,
      run: (platform, payment) => confirm(platform, payment),
    },
    {
      while: 'PENDING',
      at: ({ createdAt }) => createdAt + openMs,
      run: (platform, payment) => payments.move(platform, payment, 'CLOSED'),
    },
  ],
  on: {
    PAID(platform, payment) {
      payment.paidAt = platform.clock.now();
      payment.rrn = newRrn();
      notify(platform, 'PAYMENT', payment, payment.paymentNo, paymentView(payment));
    },
    FAILED(_, payment) {
      payment.errorCode = 'Payment.Common.Rejected';
      payment.errorInfo = 'rejected by the bank';
    },
  },
});

/** The payer confirms the payment. The cents of its amount decide the outcome. */
export function confirm(platform: ExamplepayPlatform, payment: Payment): void {
  const outcome = outcomeOf(payment.amount);
  if (payment.status === 'PENDING' && outcome === 'STAYS') return;
  payments.move(platform, payment, outcome === 'FAILS' ? 'FAILED' : 'PAID');
}

/** A retrieval reference number of twelve digits. */
export const newRrn = (): string => String(randomInt(1e11, 1e12));

/** Checks in the order of docs/providers/examplepay.md#statuses-and-codes. */
export function createPayment(
  platform: ExamplepayPlatform,
  received: Received<ExamplepayPlatform>,
): object {
  const { account, fields } = received;
  const { code, method, type, ...request } = readPayment(fields);
  const currency = currencyOf(code);
  const payMethod = payMethodOf(type);
  if (payMethods[payMethod] !== currency) throw unsupported(`${payMethod} in ${currency}`);
  const vpa = payMethod === 'UPI_COLLECT' ? method.required('vpa', upTo(128)) : null;
  payments.refuseUsed(account, request.number);
  const outcome = outcomeOf(request.amount);
  if (outcome === 'REFUSED') throw refused('Payment.Common.Rejected', 'rejected');
  const paymentNo = newNumber(platform, 'P');
  const payment = payments.open(platform, 'PENDING', {
    ...request,
    account,
    paymentNo,
    currency,
    payMethod,
    vpa,
    cashierUrl: `${platform.baseUrl}/pay/${paymentNo}`,
    refunds: [],
    paidAt: null,
    rrn: null,
    errorCode: null,
    errorInfo: null,
  });
  sufferFrom(outcome, received);
  return createdView(payment);
}

function readPayment(fields: Fields) {
  const number = fields.required('merchantTradeNo', upTo(50));
  const amount = fields.required('amount', amountField);
  const code = fields.required('currency', upTo(3));
  const description = fields.required('description', upTo(80));
  const payer = fields.object('payer');
  payer.required('userId', upTo(64));
  const payerName = payer.required('name', upTo(80));
  payer.required('email', upTo(80));
  payer.required('phone', upTo(20));
  payer.optional('documentType', optionalUpTo(20));
  payer.optional('document', optionalUpTo(64));
  const method = fields.object('payMethod');
  const type = method.required('type', text({ max: 20, pattern: methodPattern }));
  const environment = fields.optionalObject('tradeEnv');
  environment?.optional('deviceId', optionalUpTo(50));
  environment?.optional('ip', optionalUpTo(32));
  const merchantAttach = fields.optional('merchantAttach', optionalUpTo(255));
  const notifyUrl = fields.required('notifyUrl', address({ fragment: false }));
  const returnUrl = fields.required('returnUrl', address({ fragment: true }));
  const named = { number, amount, code, description, payerName, method, type };
  return { ...named, merchantAttach, notifyUrl, returnUrl };
}

function payMethodOf(type: string): PayMethod {
  if (Object.hasOwn(payMethods, type)) return type as PayMethod;
  throw unsupported(type);
}

const unsupported = (what: string) => refused('Common.UnsupportedMethod', `no ${what}`);

type Call = Received<ExamplepayPlatform>;

export const queryPayment = (_: ExamplepayPlatform, { account, fields }: Call): object =>
  paymentView(findPayment(account, fields));

export function closePayment(platform: ExamplepayPlatform, { account, fields }: Call): object {
  const payment = findPayment(account, fields);
  if (payment.status === 'PENDING') payments.move(platform, payment, 'CLOSED');
  const { paymentNo, number: merchantTradeNo, status } = payment;
  if (status !== 'CLOSED') throw refused('Payment.Common.NotClosable', `it is ${status}`);
  return { paymentNo, merchantTradeNo, status };
}

function findPayment(account: ExamplepayAccount, fields: Fields): Payment {
  const { own, theirs } = numberIn(fields, 'merchantTradeNo', 'paymentNo');
  return payments.find(account, own ?? (({ paymentNo }) => paymentNo === theirs));
}

function createdView(payment: Payment): object {
  const { paymentNo, number: merchantTradeNo, amount, currency } = payment;
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

function paymentView(payment: Payment): object {
  const { paymentNo, number: merchantTradeNo, currency, status, rrn, merchantAttach } = payment;
  const { errorCode, errorInfo } = payment;
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
    paidTime: timeText(payment.paidAt),
    errorCode,
    errorInfo,
  };
}

/** docs/providers/examplepay.md#refunds */
export function refundStatusOf({ refunds, amount }: Payment): string {
  if (refunds.some(({ status }) => status === 'PROCESSING')) return 'PROCESSING';
  const done = refunds.filter(({ status }) => status === 'REFUNDED');
  if (done.length === 0) return 'NONE';
  const refunded = sum(done.map((refund) => refund.amount));
  return compare(refunded, amount) === 0 ? 'REFUNDED' : 'PARTIAL_REFUNDED';
}
