import { listAbnormalPayments } from '../abnormal-payments.ts';
import type { Account, Platform } from '../books.ts';
import type { Fields } from '../fields.ts';
import { cancelOrder, createOrder, listOrders, orderInfo } from '../orders.ts';
import {
  cancelRefund,
  createRefund,
  listRefunds,
  refundAbnormalPayment,
  refundInfo,
} from '../refunds.ts';
import {
  cancelSettlement,
  createFiatSettlement,
  createSettlement,
  listSettlements,
  settlementInfo,
} from '../settlements.ts';

export type OperationName =
  | 'token'
  | 'createOrder'
  | 'cancelOrder'
  | 'orderInfo'
  | 'orderList'
  | 'createRefund'
  | 'cancelRefund'
  | 'refundInfo'
  | 'refundList'
  | 'createSettlement'
  | 'createFiatSettlement'
  | 'cancelSettlement'
  | 'settlementInfo'
  | 'settlementList'
  | 'abnormalPaymentList'
  | 'refundAbnormalPayment';

type Perform = (platform: Platform, account: Account, fields: Fields) => object | true;

export interface Operation {
  name: OperationName;
  method: 'GET' | 'POST';
  /** Null for the token call, which is not signed and has its own format. */
  perform: Perform | null;
  /** `retmsg` of a success. The documented samples differ in it. */
  retmsg: '' | null;
}

function post(name: OperationName, perform: Perform): Operation {
  return { name, method: 'POST', perform, retmsg: '' };
}

function get(name: OperationName, perform: Perform): Operation {
  return { name, method: 'GET', perform, retmsg: '' };
}

function list(name: OperationName, perform: Perform): Operation {
  return { name, method: 'POST', perform, retmsg: null };
}

/** The operations by path (docs/providers/stablecoin-gateway.md#calls). */
export const OPERATIONS: ReadonlyMap<string, Operation> = new Map<string, Operation>([
  ['/user/auth/oauth2/token', { name: 'token', method: 'POST', perform: null, retmsg: '' }],
  ['/checkout/order/create', post('createOrder', createOrder)],
  ['/checkout/order/cancel', get('cancelOrder', cancelOrder)],
  ['/checkout/order/info', get('orderInfo', orderInfo)],
  ['/checkout/order/list', list('orderList', listOrders)],
  ['/checkout/refund/create', post('createRefund', createRefund)],
  ['/checkout/refund/cancel', get('cancelRefund', cancelRefund)],
  ['/checkout/refund/info', get('refundInfo', refundInfo)],
  ['/checkout/refund/list', list('refundList', listRefunds)],
  ['/checkout/settlement/create', post('createSettlement', createSettlement)],
  ['/checkout/settlement/create-fiat', post('createFiatSettlement', createFiatSettlement)],
  ['/checkout/settlement/cancel', get('cancelSettlement', cancelSettlement)],
  ['/checkout/settlement/info', get('settlementInfo', settlementInfo)],
  ['/checkout/settlement/list', list('settlementList', listSettlements)],
  ['/checkout/abnormal-payment/list', list('abnormalPaymentList', listAbnormalPayments)],
  ['/checkout/abnormal-payment/refund', post('refundAbnormalPayment', refundAbnormalPayment)],
]);
