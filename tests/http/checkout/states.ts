import { noOrderEvidence } from '../../../src/domain/order.ts';
import type { OrderEvidence, OrderStatus } from '../../../src/domain/order.ts';
import { money } from '../../../src/domain/money.ts';
import type { FailureCode, PaymentInstructions } from '../../../src/domain/observation.ts';
import type { PayoutStatus } from '../../../src/domain/payout.ts';
import type { PaymentMethod } from '../../../src/domain/request.ts';
import type { Outcome } from '../../../src/http/checkout/languages/texts.ts';
import type { Checkout } from '../../../src/operations/orders/checkout.ts';
import type { OrderRecord } from '../../../src/store/records.ts';
import { abnormalPaymentRow, orderRow, refundRow } from '../../store/rows.ts';

export const now = Date.parse('2026-11-21T10:00:00.000Z');
const minuteMs = 60_000;

const usdt = (amount: string) => money(amount, 'USDT', 'TRON');
export const address = 'TQn9Y2khEsLJW1ChVWFMSMeRDow5KcbLSE';
export const brCode =
  '00020126360014BR.GOV.BCB.PIX0114+5511987654321520400005303986540510.005802BR6304ABCD';
export const upiLink = 'upi://pay?pa=shop@bank&am=10.00&cu=INR';

const deposit: PaymentInstructions = {
  depositAddress: address,
  tokenContract: 'TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t',
  checkoutUrl: 'https://provider.example/pay/1',
};

interface State {
  status: OrderStatus;
  evidence?: Partial<OrderEvidence>;
  method?: PaymentMethod;
  expiresAt?: number;
  returnUrl?: string | null;
}

const upi = (flow: 'COLLECT' | 'INTENT' | 'HOSTED_PAGE'): PaymentMethod => {
  return { type: 'UPI', flow, vpa: null };
};

function order({ status, evidence, method, expiresAt, returnUrl }: State): OrderRecord {
  const row = orderRow('ord_1');
  return orderRow('ord_1', {
    status,
    request: {
      ...row.request,
      description: 'Two <tickets> & "more"',
      returnUrl: returnUrl === undefined ? 'https://shop.example/back?a=1&b=2' : returnUrl,
      ...(method === undefined ? {} : { method }),
    },
    evidence: { ...noOrderEvidence, payable: usdt('1234.5678'), ...evidence },
    expiresAt: expiresAt ?? now + 30 * minuteMs,
  });
}

const theme = { displayName: 'Café <Müller>', color: '#e8710a', logo: null };

export function checkoutOf(state: State, more: Partial<Checkout> = {}): Checkout {
  return { order: order(state), refunds: [], abnormalPayments: [], theme, now, ...more };
}

const failure = (code: FailureCode) => ({
  failure: { code, message: 'internal', providerCode: 'E1', providerMessage: 'not for payers' },
});

/** The state of an order behind each outcome. */
export const outcomes: Readonly<Record<Outcome, Checkout>> = {
  PREPARING: checkoutOf({ status: 'SUBMITTING' }),
  UNKNOWN: checkoutOf({ status: 'UNKNOWN' }),
  TO_PAY: checkoutOf({ status: 'AWAITING_PAYMENT', evidence: { instructions: deposit } }),
  TO_PAY_REST: checkoutOf({
    status: 'PARTIALLY_PAID',
    evidence: { instructions: deposit, paid: usdt('1000') },
  }),
  TO_APPROVE: checkoutOf({ status: 'AWAITING_PAYMENT', method: upi('COLLECT') }),
  AWAITED: checkoutOf({ status: 'AWAITING_PAYMENT' }),
  CONFIRMING: checkoutOf({ status: 'PROCESSING' }),
  AUTHORIZED: checkoutOf({ status: 'AUTHORIZED' }),
  PAID: checkoutOf({ status: 'PAID', evidence: { paid: usdt('1234.5678') } }),
  TOO_LITTLE: checkoutOf({
    status: 'PARTIALLY_PAID',
    evidence: { paid: usdt('1'), isFinal: true },
  }),
  EXPIRED: checkoutOf({ status: 'EXPIRED' }),
  CANCELED: checkoutOf({ status: 'CANCELED' }),
  DECLINED: checkoutOf({ status: 'FAILED', evidence: failure('DECLINED') }),
  FAILED: checkoutOf({ status: 'FAILED', evidence: failure('REJECTED'), returnUrl: null }),
  REVERSED: checkoutOf({ status: 'REVERSED', evidence: { paid: usdt('1234.5678') } }),
};

const paying = (instructions: PaymentInstructions, method: PaymentMethod): Checkout =>
  checkoutOf({ status: 'AWAITING_PAYMENT', evidence: { instructions }, method });

const refunds = (...statuses: PayoutStatus[]) =>
  statuses.map((status, at) => refundRow(`rfd_${at}`, { status, amount: usdt('2.5') }));

const abnormal = (type: 'OVERPAID' | 'UNDERPAID' | 'LATE' | 'UNCLASSIFIED', isOpen = true) => {
  const row = abnormalPaymentRow(`abn_${type}`);
  const evidence = { ...row.evidence, type, received: usdt('20'), pendingAtFirst: usdt('7') };
  return { ...row, status: isOpen ? ('OPEN' as const) : ('RESOLVED' as const), evidence };
};

/** Other states that look different. */
export const others = {
  REDIRECT: paying({ checkoutUrl: 'https://provider.example/pay?a=1&b=2' }, upi('HOSTED_PAGE')),
  QR_CODE: paying({ qrPayload: brCode }, { type: 'PIX', presentation: 'QR_CODE' }),
  APP_LINK: paying({ checkoutUrl: upiLink }, upi('INTENT')),
  OVERDUE: checkoutOf({
    status: 'AWAITING_PAYMENT',
    evidence: { instructions: deposit },
    expiresAt: now - 1,
  }),
  WITH_REFUNDS: checkoutOf(
    { status: 'PAID', evidence: { paid: usdt('1234.5678') } },
    { refunds: refunds('REQUESTED', 'UNKNOWN', 'SUCCEEDED', 'FAILED', 'REVERSED') },
  ),
  WITH_ABNORMAL: checkoutOf(
    { status: 'EXPIRED' },
    {
      abnormalPayments: [
        abnormal('OVERPAID'),
        abnormal('UNDERPAID'),
        abnormal('LATE'),
        abnormal('UNCLASSIFIED', false),
      ],
    },
  ),
} as const satisfies Record<string, Checkout>;

export const states: Readonly<Record<string, Checkout>> = { ...outcomes, ...others };
