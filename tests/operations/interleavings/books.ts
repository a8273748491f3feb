import { add, compare, subtract, zero } from '../../../src/domain/money.ts';
import type { Money } from '../../../src/domain/money.ts';
import type {
  Observation,
  OrderObservation,
  ReportedOrderStatus,
  ReportedPayoutStatus,
} from '../../../src/domain/observation.ts';

export interface OrderBook {
  account: string;
  reference: string;
  status: ReportedOrderStatus;
  paid: Money | null;
  /** The caller was told that it was not made. */
  isDenied: boolean;
}

export interface RefundBook {
  account: string;
  reference: string;
  order: string;
  payment: string | null;
  amount: Money;
  status: ReportedPayoutStatus;
}

export interface PaymentBook {
  account: string;
  number: string;
  order: string;
  received: Money;
  pending: Money;
  handled: boolean;
}

const isOver: readonly ReportedPayoutStatus[] = ['FAILED', 'REJECTED', 'CANCELED', 'REVERSED'];

/** The provider's state. Each change of it is reported. */
export class Books {
  readonly orders: OrderBook[] = [];
  readonly refunds: RefundBook[] = [];
  readonly payments: PaymentBook[] = [];
  readonly #push: (account: string, observation: Observation) => void;

  /** `push`: the provider sends an observation. */
  constructor(push: (account: string, observation: Observation) => void) {
    this.#push = push;
  }

  order(account: string, reference: string): OrderBook | undefined {
    return this.orders.find((one) => one.account === account && one.reference === reference);
  }

  refund(account: string, reference: string): RefundBook | undefined {
    return this.refunds.find((one) => one.account === account && one.reference === reference);
  }

  /** False where it exists already. */
  makeOrder(
    account: string,
    reference: string,
    status: ReportedOrderStatus = 'AWAITING_PAYMENT',
  ): boolean {
    if (this.order(account, reference) !== undefined) return false;
    const order: OrderBook = { account, reference, status, paid: null, isDenied: false };
    this.orders.push(order);
    this.#push(account, orderObservation(order));
    return true;
  }

  deny(account: string, reference: string): void {
    const order = this.order(account, reference);
    if (order !== undefined) order.isDenied = true;
  }

  /** Orders that were made for one key. More than one is an error. */
  madeFor(reference: string): number {
    return this.orders.filter(
      (one) => one.reference === reference && one.status !== 'FAILED' && !one.isDenied,
    ).length;
  }

  /** Reports a status that nobody knows. */
  pushUnknownStatus(account: string, reference: string): void {
    const order = this.order(account, reference);
    if (order !== undefined) this.#push(account, { ...orderObservation(order), status: null });
  }

  changeOrder(
    order: OrderBook,
    status: ReportedOrderStatus,
    paid: Money | null = order.paid,
  ): void {
    order.status = status;
    order.paid = paid;
    this.#push(order.account, orderObservation(order));
  }

  /** False where it exists already, or exceeds what can be refunded: then it is not made. */
  makeRefund(request: Omit<RefundBook, 'status'>): boolean {
    if (this.refund(request.account, request.reference) !== undefined) return false;
    if (compare(request.amount, this.#left(request)) > 0) return false;
    const refund: RefundBook = { ...request, status: 'PENDING' };
    this.refunds.push(refund);
    this.#push(request.account, refundObservation(refund));
    return true;
  }

  changeRefund(refund: RefundBook, status: ReportedPayoutStatus): void {
    refund.status = status;
    this.#push(refund.account, refundObservation(refund));
  }

  #left({ account, order, payment }: Omit<RefundBook, 'status'>): Money {
    const own = this.payments.find(({ number }) => number === payment);
    const from = own === undefined ? this.order(account, order)?.paid : own.received;
    if (own?.handled === true || from === undefined || from === null) return nothing;
    return this.refunds
      .filter(
        (one) => one.order === order && one.payment === payment && !isOver.includes(one.status),
      )
      .reduce((left, { amount }) => subtract(left, amount), from);
  }

  /** More was paid than was requested. */
  addPayment(payment: PaymentBook): void {
    this.payments.push(payment);
    this.#push(payment.account, paymentObservation(payment));
  }

  /** Somebody has handled it in the portal. False where a refund of it exists. */
  handle(payment: PaymentBook): boolean {
    const isRefunded = this.refunds.some(
      (one) => one.payment === payment.number && !isOver.includes(one.status),
    );
    if (isRefunded) return false;
    payment.handled = true;
    payment.pending = zero(payment.pending);
    this.#push(payment.account, paymentObservation(payment));
    return true;
  }

  /** Minor units of an order that are being refunded or have been. */
  refunded(order: string, payment: string | null = null): Money {
    return this.refunds
      .filter(
        (one) => one.order === order && one.payment === payment && !isOver.includes(one.status),
      )
      .map(({ amount }) => amount)
      .reduce(add, nothing);
  }
}

const nothing = zero({ currency: 'BRL', network: null });

export const orderObservation = ({ reference, status, paid }: OrderBook): OrderObservation => ({
  subject: 'ORDER',
  providerReference: reference,
  providerOrderId: `order of ${reference}`,
  status: status,
  occurredAt: null,
  ...(paid !== null && { paid }),
});

export const refundObservation = ({
  reference,
  status,
  amount,
  order,
  payment,
}: RefundBook): Observation => ({
  subject: 'REFUND',
  providerReference: reference,
  providerRefundId: `refund of ${reference}`,
  orderProviderReference: order,
  ...(payment !== null && { providerAbnormalPaymentId: payment }),
  amount,
  status: status,
  occurredAt: null,
});

export const paymentObservation = (payment: PaymentBook): Observation => ({
  subject: 'ABNORMAL_PAYMENT',
  providerAbnormalPaymentId: payment.number,
  orderProviderReference: payment.order,
  type: 'OVERPAID',
  handled: payment.handled,
  received: payment.received,
  pending: payment.pending,
  occurredAt: null,
});
