import { subtract, toText } from '../double/fields/decimal.ts';
import { jsonNumber } from '../double/fields/json.ts';
import { contractOf } from './assets.ts';
import type { AbnormalPayment, Order, Refund, Settlement } from './books.ts';
import { SINGAPORE_OFFSET_MS } from './fields.ts';

/** The answer to a new order. */
export function createdOrderView(order: Order): object {
  return {
    sysid: order.sysid,
    orderNo: order.orderNo,
    payingAmount: jsonNumber(order.payingAmount),
    token: order.token,
    coinAddress: contractOf(order.token),
    exchangeRate: jsonNumber(order.exchangeRate),
    depositAddress: order.depositAddress,
    paymentUrl: order.paymentUrl,
    expiredIn: order.expiredIn,
    customerId: order.customerId,
    merchantId: order.merchantId,
  };
}

/** Also the data of CHECKOUT_ORDER_CHANGED. */
export function orderView(order: Order): object {
  return {
    sysid: order.sysid,
    orderNo: order.orderNo,
    orderAmount: jsonNumber(order.orderAmount),
    payingAmount: jsonNumber(order.payingAmount),
    customerId: order.customerId,
    merchantId: order.merchantId,
    expiredIn: order.expiredIn,
    token: order.token,
    txHash: order.txHash,
    depositAddress: order.depositAddress,
    orderStatus: order.status,
    refundedAmount: jsonNumber(order.refunded),
    createdTime: isoTime(order.createdAt),
    updatedTime: isoTime(order.updatedAt),
  };
}

/** Also the data of REFUND_ORDER_CHANGED. */
export function refundView(refund: Refund): object {
  return {
    sysid: refund.sysid,
    refundOrderNo: refund.refundOrderNo,
    orderNo: refund.order.orderNo,
    abnormalPaymentNo: refund.abnormalPayment?.abnormalPaymentNo ?? null,
    token: refund.order.token,
    amount: jsonNumber(refund.amount),
    address: refund.address,
    txHash: refund.txHash,
    refundStatus: refund.status,
    remark: refund.remark,
    createdTime: isoTime(refund.createdAt),
    updatedTime: isoTime(refund.updatedAt),
  };
}

/** Also the data of SETTLEMENT_ORDER_CHANGED. */
export function settlementView(settlement: Settlement): object {
  return {
    sysid: settlement.sysid,
    settlementOrderNo: settlement.settlementOrderNo,
    token: settlement.token,
    address: settlement.address,
    merchantId: settlement.merchantId,
    amount: jsonNumber(settlement.amount),
    orderNos: settlement.orderNos,
    txHash: settlement.txHash,
    settlementStatus: settlement.status,
    createdTime: isoTime(settlement.createdAt),
    updatedTime: isoTime(settlement.updatedAt),
  };
}

/** The data of ABNORMAL_PAYMENT, which has neither type nor status (docs/providers/stablecoin-gateway.md#webhooks). */
export function abnormalPaymentEventView(payment: AbnormalPayment): object {
  return {
    abnormalPaymentNo: payment.abnormalPaymentNo,
    orderNo: payment.order.orderNo,
    token: payment.order.token,
    amount: toText(payment.amount, 2),
    hash: payment.hash,
    pendingAmount: toText(shownPending(payment), 2),
    createdTime: spacedTime(payment.createdAt),
    updatedTime: spacedTime(payment.updatedAt),
  };
}

const shownPending = ({ pending, reserved, showsUnreserved }: AbnormalPayment) =>
  showsUnreserved ? subtract(pending, reserved) : pending;

export function abnormalPaymentView(payment: AbnormalPayment): object {
  return {
    ...abnormalPaymentEventView(payment),
    type: payment.type,
    status: payment.status,
  };
}

/** `yyyy-MM-ddTHH:mm:ss.SSSSSS`, without a zone. */
function isoTime(at: number): string {
  return new Date(at + SINGAPORE_OFFSET_MS).toISOString().replace('Z', '000');
}

/** `yyyy-MM-dd HH:mm:ss`, without a zone. */
function spacedTime(at: number): string {
  return new Date(at + SINGAPORE_OFFSET_MS).toISOString().slice(0, 19).replace('T', ' ');
}
