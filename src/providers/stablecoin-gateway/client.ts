import type { z } from 'zod';
import type { Call, ConnectionTools } from '../provider.ts';
import type { Body, GatewayConfig, ResponseSigning } from './brand.ts';
import * as replies from './replies.ts';
import { openTransport } from './transport.ts';
import type { Accept, Answered, Endpoint } from './transport.ts';

/** Both brands have the same methods and paths (docs/providers/stablecoin-gateway.md#calls). */
const endpoints = {
  createOrder: post('createOrder', '/checkout/order/create', replies.createdOrder),
  cancelOrder: get('cancelOrder', '/checkout/order/cancel', replies.canceled),
  getOrderInfo: get('getOrderInfo', '/checkout/order/info', replies.order),
  getOrderList: post('getOrderList', '/checkout/order/list', replies.page),
  createRefund: post('createRefund', '/checkout/refund/create', replies.refund),
  cancelRefund: get('cancelRefund', '/checkout/refund/cancel', replies.canceled),
  getRefundInfo: get('getRefundInfo', '/checkout/refund/info', replies.refund),
  getRefundList: post('getRefundList', '/checkout/refund/list', replies.page),
  createSettlement: post('createSettlement', '/checkout/settlement/create', replies.settlement),
  createFiatSettlement: post(
    'createFiatSettlement',
    '/checkout/settlement/create-fiat',
    replies.settlement,
  ),
  cancelSettlement: get('cancelSettlement', '/checkout/settlement/cancel', replies.canceled),
  getSettlementInfo: get('getSettlementInfo', '/checkout/settlement/info', replies.settlement),
  getSettlementList: post('getSettlementList', '/checkout/settlement/list', replies.page),
  getAbnormalPaymentList: post(
    'getAbnormalPaymentList',
    '/checkout/abnormal-payment/list',
    replies.page,
  ),
  createAbnormalPaymentRefund: post(
    'createAbnormalPaymentRefund',
    '/checkout/abnormal-payment/refund',
    replies.refund,
  ),
} as const;

function get<Data>(operation: string, path: string, schema: z.ZodType<Data>): Endpoint<Data> {
  return { operation, method: 'GET', path, schema };
}

function post<Data>(operation: string, path: string, schema: z.ZodType<Data>): Endpoint<Data> {
  return { operation, method: 'POST', path, schema };
}

export type GatewayClient = ReturnType<typeof createGatewayClient>;

/** One method for each endpoint, under the gateway's names. */
export function createGatewayClient(
  config: GatewayConfig,
  responseSigning: ResponseSigning,
  tools: ConnectionTools,
) {
  const transport = openTransport(config, responseSigning, tools);
  const byNumber =
    <Data>(endpoint: Endpoint<Data>, parameter: string) =>
    <Meaning>(number: string, call: Call, accept: Accept<Data, Meaning>): Answered<Meaning> =>
      transport.exchange(
        endpoint,
        { query: `${parameter}=${encodeURIComponent(number)}` },
        call,
        accept,
      );
  const withBody =
    <Data>(endpoint: Endpoint<Data>) =>
    <Meaning>(body: Body, call: Call, accept: Accept<Data, Meaning>): Answered<Meaning> =>
      transport.exchange(endpoint, { body }, call, accept);

  return {
    createOrder: withBody(endpoints.createOrder),
    cancelOrder: byNumber(endpoints.cancelOrder, 'orderNo'),
    getOrderInfo: byNumber(endpoints.getOrderInfo, 'orderNo'),
    getOrderList: withBody(endpoints.getOrderList),
    createRefund: withBody(endpoints.createRefund),
    cancelRefund: byNumber(endpoints.cancelRefund, 'refundOrderNo'),
    getRefundInfo: byNumber(endpoints.getRefundInfo, 'refundOrderNo'),
    getRefundList: withBody(endpoints.getRefundList),
    createSettlement: withBody(endpoints.createSettlement),
    createFiatSettlement: withBody(endpoints.createFiatSettlement),
    cancelSettlement: byNumber(endpoints.cancelSettlement, 'settlementOrderNo'),
    getSettlementInfo: byNumber(endpoints.getSettlementInfo, 'settlementOrderNo'),
    getSettlementList: withBody(endpoints.getSettlementList),
    getAbnormalPaymentList: withBody(endpoints.getAbnormalPaymentList),
    createAbnormalPaymentRefund: withBody(endpoints.createAbnormalPaymentRefund),
    close: () => transport.close(),
  };
}
