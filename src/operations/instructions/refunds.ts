import type { Order, Refund } from '../../domain/aggregates/aggregate.ts';
import { payoutPhase } from '../../domain/payout.ts';
import type { Connection, RefundUnderWay } from '../../providers/provider.ts';
import { abnormalPaymentById } from '../../store/queries/abnormal-payments.ts';
import { orderById } from '../../store/queries/orders.ts';
import {
  refundById,
  refundByProviderReference,
  refundsOfOrders,
} from '../../store/queries/refunds.ts';
import type { Deps } from '../deps.ts';
import { existing } from '../find.ts';
import { webhookUrlOf } from '../merchants/provider-accounts.ts';
import type { PreparedCall, Kind } from './kind.ts';

export const refunds: Kind<'REFUND'> = {
  kind: 'REFUND',
  noun: 'refund',
  table: 'refunds',
  cancelMutation: 'cancelRefund',
  byId: refundById,
  byReference: refundByProviderReference,

  canQuery: (connection) => connection.queryRefund !== undefined,

  async create(deps, { account, connection }, refund) {
    const order = await existing(orderById(deps.read, refund.orderId));
    if (refund.abnormalPaymentId !== null) {
      return createOfPayment(deps, connection, refund, order, refund.abnormalPaymentId);
    }
    if (connection.createRefund === undefined) throw new Error('the provider takes no refunds');
    const { providerReference, amount, address, reason } = refund;
    const notifyUrl = `${webhookUrlOf(deps, account)}/refunds`;
    const toSend = { providerReference, order, amount, address, reason, notifyUrl };
    return connection.createRefund.bind(connection, toSend);
  },

  async query(deps, { connection }, refund) {
    if (connection.queryRefund === undefined) return undefined;
    const order = await existing(orderById(deps.read, refund.orderId));
    const handle = { ...handleOf(refund, order), ...(await underWay(deps, refund, order)) };
    return connection.queryRefund.bind(connection, handle);
  },

  async cancel(deps, { connection }, refund) {
    if (connection.cancelRefund === undefined) return undefined;
    const order = await existing(orderById(deps.read, refund.orderId));
    return connection.cancelRefund.bind(connection, handleOf(refund, order));
  },
};

const handleOf = ({ providerReference, evidence }: Refund, order: Order) => ({
  providerReference,
  providerRefundId: evidence.providerId,
  order,
});

async function createOfPayment(
  deps: Deps,
  connection: Connection,
  { providerReference, amount, reason }: Refund,
  order: Order,
  abnormalPaymentId: string,
): Promise<PreparedCall> {
  const payment = await existing(abnormalPaymentById(deps.read, abnormalPaymentId));
  if (connection.refundAbnormalPayment === undefined) {
    throw new Error('the provider takes no refunds of abnormal payments');
  }
  return connection.refundAbnormalPayment.bind(connection, {
    providerReference,
    order,
    providerAbnormalPaymentId: payment.providerAbnormalPaymentId,
    transactionHash: payment.evidence.transactionHash,
    amount,
    reason,
  });
}

/** A status for all refunds of an order is about this refund only while no other is open. */
async function underWay(
  deps: Deps,
  refund: Refund,
  order: Order,
): Promise<{ underWay?: RefundUnderWay }> {
  const { refundable } = order;
  const siblings = await refundsOfOrders(deps.read, [order.id]);
  const open = siblings.filter(({ status }) => payoutPhase(status) === 'OPEN');
  const isAlone = open.length === 1 && open[0]?.id === refund.id;
  if (refundable === null || refund.abnormalPaymentId !== null || !isAlone) return {};
  const { status, amount, submission } = refund;
  const refundedBefore = { ...refundable, minor: order.refunded };
  return {
    underWay: { status, amount, refundable, refundedBefore, sentAt: submission.lastSentAt },
  };
}
