import type { Observation } from '../../domain/observation.ts';
import { readRecords } from '../kit/lists.ts';
import { operationsOf } from '../kit/operations.ts';
import type { Echo } from '../kit/operations.ts';
import { printLocalTime } from '../kit/observing.ts';
import type { UnknownValue } from '../kit/observing.ts';
import { NotSent, OutcomeUnknown } from '../provider.ts';
import type {
  AbnormalPaymentRefundToSend,
  Call,
  Connection,
  ListPage,
  ListRange,
  OrderToSend,
  RefundHandle,
  SettlementToSend,
} from '../provider.ts';
import { fitsChain } from './assets.ts';
import { orderTokenOf } from './brand.ts';
import type { Brand, Body, GatewayConfig } from './brand.ts';
import type { GatewayClient } from './client.ts';
import * as mapping from './mapping.ts';
import * as replies from './replies.ts';

/** What the operations of one account share. */
export interface Account<Config extends GatewayConfig = GatewayConfig> {
  brand: Brand<Config>;
  config: Config;
  client: GatewayClient;
  unknown: UnknownValue;
  warn: (message: string, details: Record<string, unknown>) => void;
}

/**
 * Codes are not documented: any refusal of a create, but of the credentials, may mean a number in use, and any refusal
 * of a well-formed query with accepted credentials is an absence. `submission.ts` decides when an absence counts.
 */
const refusalsAt = (title: string) =>
  operationsOf({
    failureOf: (refusal) => mapping.failureOf(refusal, title),
    taken: (refusal) => (mapping.isAuthentication(refusal) ? undefined : 'PERHAPS'),
    isAbsence: (refusal) => refusal.status === 200 && !mapping.isAuthentication(refusal),
  });

interface Named {
  providerReference: string;
}
interface Numbered {
  query: string;
}
const byNumber =
  (parameter: string) =>
  ({ providerReference }: Named): Numbered => ({
    query: `${parameter}=${encodeURIComponent(providerReference)}`,
  });

type OrderOperations = 'createOrder' | 'queryOrder' | 'cancelOrder' | 'listOrders';

export function orderOperations<Config extends GatewayConfig>(
  account: Account<Config>,
): Pick<Connection, OrderOperations> {
  const { brand, client, config, unknown } = account;
  const { create, query, cancel } = refusalsAt(brand.title);
  const createOrder = create('ORDER', {
    endpoint: client.createOrder,
    mayDecline: true,
    sent: (order: OrderToSend) => ({ body: brand.orderBody(order, config) }),
    echoes: ({ orderNo }, { providerReference }) => [[providerReference, orderNo]],
    observe(created, order, sentAt) {
      mustBePayable(created, order);
      return mapping.createdOrderObservation(created, sentAt);
    },
  });
  return {
    async createOrder(order, call) {
      const reply = await createOrder(order, call);
      if (reply.refused?.code === 'METHOD_NOT_ENABLED') await cancelUnpayable(order, call, account);
      return reply;
    },
    queryOrder: query('ORDER', {
      endpoint: client.getOrderInfo,
      sent: byNumber('orderNo'),
      echoes: ({ orderNo }, { providerReference }) => [[providerReference, orderNo]],
      observe: (order) => mapping.orderObservation(order, null, unknown),
    }),
    cancelOrder: cancel('ORDER', { endpoint: client.cancelOrder, sent: byNumber('orderNo') }),
    listOrders: (range, call) =>
      listOf(account, client.getOrderList, range, call, (record) =>
        mapping.orderObservation(replies.order.parse(record), null, unknown),
      ),
  };
}

/** Throws `OutcomeUnknown` for an address that is none of the requested chain. */
function mustBePayable(created: replies.CreatedOrder, order: OrderToSend): void {
  if (mapping.isNotEnabled(created) || order.method.type !== 'STABLECOIN') return;
  // An answer in another token counts for nothing, and neither does its address.
  if (created.token !== orderTokenOf(order)) return;
  if (!fitsChain(created.depositAddress, order.method.network)) {
    throw new OutcomeUnknown('the deposit address is none of its chain');
  }
}

/**
 * An order without an address counts as FAILED and is canceled (docs/providers/stablecoin-gateway.md#new-orders).
 * Nobody can pay it, so nothing depends on whether the cancel arrives.
 */
async function cancelUnpayable(
  order: OrderToSend,
  call: Call,
  { client, brand, warn }: Pick<Account, 'client' | 'warn'> & { brand: { name: string } },
): Promise<void> {
  const details = { provider: brand.name, providerReference: order.providerReference };
  try {
    const answered = await client.cancelOrder(byNumber('orderNo')(order), call, () => null);
    if (!answered.ok) warn('An order without an address was not canceled.', details);
  } catch {
    warn('An order without an address may not be canceled.', details);
  }
}

type RefundOperations =
  | 'createRefund'
  | 'queryRefund'
  | 'cancelRefund'
  | 'listRefunds'
  | 'listAbnormalPayments'
  | 'refundAbnormalPayment';

export function refundOperations<Config extends GatewayConfig>(
  account: Account<Config>,
): Pick<Connection, RefundOperations> {
  const { brand, client, unknown } = account;
  const { create, query, cancel } = refusalsAt(brand.title);
  const answer = {
    echoes: (
      { refundOrderNo, orderNo }: replies.Refund,
      { providerReference, order }: Pick<RefundHandle, 'providerReference' | 'order'>,
    ): Echo[] => [
      [providerReference, refundOrderNo],
      [order.providerReference, orderNo],
    ],
    observe: (refund: replies.Refund) => mapping.refundObservation(refund, null, unknown),
  };
  return {
    createRefund: create('REFUND', {
      ...answer,
      endpoint: client.createRefund,
      sent: (refund) => ({ body: brand.refundBody(refund) }),
    }),
    queryRefund: query<RefundHandle, Numbered, replies.Refund>('REFUND', {
      ...answer,
      endpoint: client.getRefundInfo,
      sent: byNumber('refundOrderNo'),
    }),
    cancelRefund: cancel('REFUND', {
      endpoint: client.cancelRefund,
      sent: byNumber('refundOrderNo'),
    }),
    listRefunds: (range, call) =>
      listOf(account, client.getRefundList, range, call, (record) =>
        mapping.refundObservation(replies.refund.parse(record), null, unknown),
      ),
    listAbnormalPayments(filter, call) {
      const { orderProviderReference: orderNo, providerAbnormalPaymentId: abnormalPaymentNo } =
        filter;
      const range = { ...filter, only: { orderNo, abnormalPaymentNo } };
      return listOf(account, client.getAbnormalPaymentList, range, call, (record) =>
        mapping.abnormalPaymentObservation(replies.abnormalPayment.parse(record), null, unknown),
      );
    },
    refundAbnormalPayment: create('REFUND', {
      ...answer,
      endpoint: client.createAbnormalPaymentRefund,
      sent(refund: AbnormalPaymentRefundToSend) {
        const { transactionHash } = refund;
        // The gateway identifies the abnormal payment by its transaction, which the list call returns.
        if (transactionHash === null) throw new NotSent('the transaction is not known');
        return { body: brand.abnormalPaymentRefundBody(refund, transactionHash) };
      },
    }),
  };
}

type SettlementOperations =
  'createSettlement' | 'querySettlement' | 'cancelSettlement' | 'listSettlements';

export function settlementOperations<Config extends GatewayConfig>(
  account: Account<Config>,
): Pick<Connection, SettlementOperations> {
  const { brand, client, config, unknown } = account;
  const { create, query, cancel } = refusalsAt(brand.title);
  const answer = {
    echoes: ({ settlementOrderNo }: replies.Settlement, { providerReference }: Named): Echo[] => [
      [providerReference, settlementOrderNo],
    ],
    observe: (settlement: replies.Settlement) =>
      mapping.settlementObservation(settlement, null, unknown),
  };
  const sent = (settlement: SettlementToSend) => ({
    body: brand.settlementBody(settlement, config),
  });
  const settle = create('SETTLEMENT', { ...answer, endpoint: client.createSettlement, sent });
  const settleFiat = create('SETTLEMENT', {
    ...answer,
    endpoint: client.createFiatSettlement,
    sent,
  });
  return {
    createSettlement: (settlement, call) =>
      (settlement.destination.type === 'REGISTERED_BANK_ACCOUNT' ? settleFiat : settle)(
        settlement,
        call,
      ),
    querySettlement: query('SETTLEMENT', {
      ...answer,
      endpoint: client.getSettlementInfo,
      sent: byNumber('settlementOrderNo'),
    }),
    cancelSettlement: cancel('SETTLEMENT', {
      endpoint: client.cancelSettlement,
      sent: byNumber('settlementOrderNo'),
    }),
    listSettlements: (range, call) =>
      listOf(account, client.getSettlementList, range, call, (record) =>
        mapping.settlementObservation(replies.settlement.parse(record), null, unknown),
      ),
  };
}

const pageSize = 100;

async function listOf<Config extends GatewayConfig>(
  { brand, warn }: Account<Config>,
  list: GatewayClient['getOrderList'],
  { from, to, page = 1, only }: Partial<ListRange> & { only?: Body },
  call: Call,
  read: (record: unknown) => Observation,
): Promise<ListPage> {
  const body = {
    pageNum: page,
    pageSize,
    startTime: from === undefined ? undefined : gatewayTime(Math.floor(from / 1000)),
    endTime: to === undefined ? undefined : gatewayTime(Math.ceil(to / 1000)),
    ...only,
  };
  const answer = list({ body }, call, (received) => received);
  const { records, total, pageSize: stated } = await refusalsAt(brand.title).read(answer);
  const observations = readRecords(records, read, () =>
    warn('A record of a list could not be read.', { provider: brand.name }),
  );
  const size = stated ?? pageSize;
  const isFull = records.length > 0 && records.length >= size;
  const hasMore = typeof total === 'number' ? records.length > 0 && page * size < total : isFull;
  return { observations, hasMore };
}

/** Times without a zone are those of Singapore (docs/providers/stablecoin-gateway.md#amounts-and-times). */
const gatewayTime = (epochSeconds: number): string => printLocalTime(epochSeconds, 8);
