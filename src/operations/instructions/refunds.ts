import type { Order, Refund } from '../../domain/aggregates/aggregate.ts';
import { mayHaveLostRefunds } from '../../domain/aggregates/refund-rules.ts';
import { payoutPhase } from '../../domain/payout.ts';
import type { Connection, RefundUnderWay } from '../../providers/provider.ts';
import { abnormalPaymentById } from '../../store/queries/abnormal-payments.ts';
import { orderById } from '../../store/queries/orders.ts';
import {
  refundById,
  refundByProviderReference,
  refundsOfOrders,
} from '../../store/queries/refunds.ts';
import type { AccountRecord } from '../../store/records.ts';
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

  async query(deps, { account, connection }, refund) {
    if (connection.queryRefund === undefined) return undefined;
    const order = await existing(orderById(deps.read, refund.orderId));
    const handle = {
      ...handleOf(refund, order),
      ...(await underWay(deps, account, refund, order)),
    };
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

/**
 * A status for all refunds of an order is about this refund only while no other is open. `refund` may be one that is
 * not stored yet.
 */
async function underWay(
  deps: Deps,
  account: AccountRecord,
  refund: Refund,
  order: Order,
): Promise<{ underWay?: RefundUnderWay }> {
  const { refundable } = order;
  const siblings = await refundsOfOrders(deps.read, [order.id]);
  const now = siblings.find(({ id }) => id === refund.id) ?? refund;
  const open = new Set([...siblings, now].filter(({ status }) => payoutPhase(status) === 'OPEN'));
  const isAlone = open.size === 1 && open.has(now);
  if (refundable === null || refund.abnormalPaymentId !== null || !isAlone) return {};
  const { status, amount, submission } = refund;
  const refundedBefore = { ...refundable, minor: order.refunded };
  const mayHaveOthers = mayHaveLostRefunds(account, order, refund);
  const { lastSentAt: sentAt } = submission;
  return {
    underWay: { status, amount, refundable, refundedBefore, sentAt, mayHaveOthers },
  };
}
