import { zero } from '../../../domain/money.ts';
import type { Money as MoneyValue } from '../../../domain/money.ts';
import { nextAction } from '../../../domain/payer/next-action.ts';
import type { NextAction as Action } from '../../../domain/payer/next-action.ts';
import { paidSoFar, remaining } from '../../../domain/order-money.ts';
import { countedIn } from '../../../domain/request.ts';
import { hasOpenRefund } from '../../../store/queries/refunds.ts';
import type { OrderRecord } from '../../../store/records.ts';
import { builder } from '../../builder.ts';
import type { Context } from '../../context.ts';
import { loadExisting } from '../../loaders.ts';
import { OrderAction, orderActions } from '../enums/decision.ts';
import { canBeCaptured } from './order-capture.ts';
import { Fee, Money } from '../money.ts';
import { Order, expiryOf } from './order.ts';

const RedirectAction = builder
  .objectRef<Extract<Action, { kind: 'REDIRECT' }>>('RedirectAction')
  .implement({
    description: "Send the payer's browser here.",
    fields: (t) => ({
      url: t.expose('url', {
        type: 'URL',
        description:
          'An address for the browser or the app of the payer: a page of the provider, or a link such as upi://… that opens an app.',
      }),
    }),
  });

const QrCodeAction = builder
  .objectRef<Extract<Action, { kind: 'QR_CODE' }>>('QrCodeAction')
  .implement({
    description: 'Show this as a QR code; the text is complete (for PIX: the BR Code).',
    fields: (t) => ({
      payload: t.exposeString('payload', {
        description:
          'The text to encode, as it is. Render it locally: it must not be sent to another service.',
      }),
      expiresAt: t.expose('expiresAt', {
        type: 'DateTime',
        nullable: true,
        description: 'Until when the code can be paid; null where the provider reports no time.',
      }),
    }),
  });

type DepositAddress = Extract<Action, { kind: 'DEPOSIT_ADDRESS' }> & { expiresAt: number | null };

const DepositAddressAction = builder.objectRef<DepositAddress>('DepositAddressAction').implement({
  description: 'The payer sends exactly `amount` to `address`, or opens `checkoutUrl`.',
  fields: (t) => ({
    address: t.exposeString('address', { description: 'An address on the network of `amount`.' }),
    amount: t.expose('amount', {
      type: Money,
      description:
        'Exactly what has to arrive, without the fees of the network. Its currency and network are those of the token.',
    }),
    tokenContract: t.exposeString('tokenContract', {
      nullable: true,
      description:
        'The contract of the token on its network; null where the provider does not report it.',
    }),
    checkoutUrl: t.expose('checkoutUrl', {
      type: 'URL',
      nullable: true,
      description: 'A page of the provider that shows the same; null where there is none.',
    }),
    expiresAt: t.expose('expiresAt', {
      type: 'DateTime',
      nullable: true,
      description: 'Until when the payer can pay, as `Order.expiresAt`.',
    }),
  }),
});

const actionTypes = {
  REDIRECT: 'RedirectAction',
  QR_CODE: 'QrCodeAction',
  DEPOSIT_ADDRESS: 'DepositAddressAction',
} as const;

const NextAction = builder.unionType('NextAction', {
  description:
    'What the payer has to do. Members may be added: show something general for one that you do not know.',
  types: [RedirectAction, QrCodeAction, DepositAddressAction],
  resolveType: ({ kind }) => actionTypes[kind],
});

builder.objectFields(Order, (t) => ({
  payable: t.field({
    type: Money,
    nullable: true,
    description:
      "What the payer has to send: the token amount, or the amount with the payer's fees. Null until the provider reports it.",
    resolve: ({ evidence }) => evidence.payable,
  }),
  paid: t.field({
    type: Money,
    nullable: true,
    description: `Received so far and counting towards this order; null while nothing has. Money that does not fit the order
(too little at expiry, surplus, late) is in abnormalPayments, and in here once it was accepted.`,
    resolve: ({ evidence, status }) => paidSoFar(evidence, status),
  }),
  refunded: t.field({
    type: Money,
    description: 'Proven refunds of `paid`.',
    resolve: (order) => ({ ...zero(countedIn(order.request)), minor: order.refunded }),
  }),
  refundable: t.field({
    type: Money,
    description: `What a new refund may still take: \`paid\`, or what of it the provider gives back, less every refund not proven
to have failed and less \`chargedBack\`; never below zero. Money accepted from abnormal payments is not in here: no refund
of the order gives it back.`,
    resolve: stillRefundable,
  }),
  fees: t.field({
    type: [Fee],
    description:
      'What the provider charges for it, as it reports that; empty while it reports nothing.',
    resolve: ({ evidence }) => evidence.fees,
  }),
  nextAction: t.field({
    type: NextAction,
    nullable: true,
    description: 'What the payer has to do now; null when nothing.',
    resolve: (order) => {
      const action = nextAction(order.evidence, order.status);
      return action?.kind === 'DEPOSIT_ADDRESS'
        ? { ...action, expiresAt: expiryOf(order) }
        : action;
    },
  }),
  availableActions: t.field({
    type: [OrderAction],
    description:
      'What can be done with it now, by a key with the scope for that. Computed with each query.',
    resolve: (order, _args, context) => actionsOf(order, context),
  }),
}));

function stillRefundable(order: OrderRecord): MoneyValue {
  const { refundable, status, refundsHeld, request } = order;
  if (refundable === null || status !== 'PAID') return zero(countedIn(request));
  return remaining(refundable, { ...refundable, minor: refundsHeld });
}

async function actionsOf(
  order: OrderRecord,
  { deps, loaders }: Context,
): Promise<readonly (typeof orderActions)[number][]> {
  const { connection, module, config } = deps.connections.of(
    await loadExisting(loaders.accounts, order.accountId),
  );
  const { status } = order;
  const cancelable = ['AWAITING_PAYMENT', 'UNKNOWN', 'AUTHORIZED'].includes(status);
  const refundable = connection.createRefund !== undefined && stillRefundable(order).minor > 0n;
  const possible = {
    CANCEL: cancelable && connection.cancelOrder !== undefined,
    CAPTURE: canBeCaptured(order) && connection.captureOrder !== undefined,
    REFUND:
      refundable &&
      (module.concurrentRefunds(config) || !(await hasOpenRefund(deps.read, order.id))),
    REFRESH: order.submission.firstSentAt !== null,
  };
  return orderActions.filter((action) => possible[action]);
}
