import {
  abnormalPaymentResolutionKinds,
  abnormalPaymentTypes,
} from '../../../domain/abnormal-payment.ts';
import { builder } from '../../builder.ts';
import { described } from './described.ts';

/** What a person can do with an order or an abnormal payment, and what an abnormal payment is. */

export const orderActions = ['CANCEL', 'CAPTURE', 'REFUND', 'REFRESH'] as const;
export const OrderAction = builder.enumType('OrderAction', {
  description:
    'What can be done with an order now. The mutation may still be refused: the state can change in between.',
  values: described(orderActions, {
    CANCEL: 'With cancelOrder: the provider can cancel it in this status.',
    CAPTURE: 'With captureOrder: the payer has authorised it, and no capture is under way.',
    REFUND: 'With createRefund: something is refundable, and the provider takes a refund now.',
    REFRESH: 'With refreshOrder: it was sent, so that the provider can be queried.',
  }),
});

export const AbnormalPaymentType = builder.enumType('AbnormalPaymentType', {
  description: 'How money does not fit its order.',
  values: described(abnormalPaymentTypes, {
    OVERPAID: 'More than was due: `received` is the whole transaction, `pending` the surplus.',
    UNDERPAID: 'Less than was due when the order expired.',
    LATE: 'It came after the order was over.',
    UNCLASSIFIED: 'The provider reported it and did not say what it is.',
  }),
});

export const abnormalPaymentActions = ['REFUND', 'ACCEPT', 'DISMISS'] as const;
export const AbnormalPaymentAction = builder.enumType('AbnormalPaymentAction', {
  description:
    'What can be done with an abnormal payment now. The mutation may still be refused: the state can change in between.',
  values: described(abnormalPaymentActions, {
    REFUND: 'With refundAbnormalPayment: the provider can give it back.',
    ACCEPT:
      'With resolveAbnormalPayment and ACCEPT: it is in the currency in which its order counts, and the order is not FINAL.',
    DISMISS: 'With resolveAbnormalPayment and DISMISS: possible while it is OPEN.',
  }),
});

export const AbnormalPaymentResolutionKind = builder.enumType('AbnormalPaymentResolutionKind', {
  description: 'How a person decides about all that is pending.',
  values: described(abnormalPaymentResolutionKinds, {
    ACCEPT: 'What is pending counts towards the order from now on.',
    DISMISS: 'It was handled elsewhere. The order does not change.',
  }),
});
