import {
  IdempotencyConflictError,
  NoRouteError,
  NotFoundError,
  OperationInProgressError,
  ValidationError,
} from '../../../domain/errors.ts';
import type { PaymentLink as Link } from '../../../domain/payment-links/payment-link.ts';
import { createPaymentLink } from '../../../operations/payment-links/create-payment-link.ts';
import { disablePaymentLink } from '../../../operations/payment-links/disable-payment-link.ts';
import { builder } from '../../builder.ts';
import { merchantOf } from '../../context.ts';
import { failing } from '../errors.ts';
import { MetadataEntryInput } from '../metadata.ts';
import { MoneyInput } from '../money.ts';
import { CustomerInput, PaymentMethodInput } from '../order/order-inputs.ts';
import { PaymentLink } from './payment-link.ts';

const CreatePaymentLinkInput = builder.inputType('CreatePaymentLinkInput', {
  description:
    'What the orders of a payment link have in common, and how many it makes until when.',
  fields: (t) => ({
    idempotencyKey: t.id({
      required: true,
      description: 'Chosen by the client, 8 to 255 printable ASCII characters. Stored for good.',
    }),
    reference: t.string({
      required: true,
      description: 'The reference of each of its orders: 1 to 128 characters, need not be unique.',
    }),
    amount: t.field({
      type: MoneyInput,
      required: true,
      description: 'The amount of each of its orders.',
    }),
    methods: t.field({
      type: [PaymentMethodInput],
      required: true,
      description: 'One to ten methods. The payer chooses, where there are several.',
    }),
    account: t.id({
      description: 'The only account to use. Left out: the first enabled account that can do it.',
    }),
    customer: t.field({
      type: CustomerInput,
      description:
        'What is known of the payer. The payer is asked for what the provider requires and is not in here.',
    }),
    description: t.string({
      description: 'Shown to the payer: 1 to 255 characters. Also the description of each order.',
    }),
    maximumUses: t.int({
      description: 'The most orders that it makes, 1 to 1,000,000. Left out: 1.',
    }),
    expiresIn: t.int({
      description: 'Seconds until it makes no more orders, at most ten years. Left out: never.',
    }),
    orderExpiresIn: t.int({
      description: 'Seconds in which each order can be paid, as `expiresIn` of createOrder.',
    }),
    returnUrl: t.field({
      type: 'URL',
      description: 'Where the payer is sent after paying. Left out: a plain page of this server.',
    }),
    metadata: t.field({
      type: [MetadataEntryInput],
      description: 'The metadata of each order, at most 50 entries.',
    }),
  }),
});

const CreatePaymentLinkSuccess = builder
  .objectRef<{ paymentLink: Link; replayed: boolean }>('CreatePaymentLinkSuccess')
  .implement({
    description: 'The payment link is stored. No order is made before a payer opens it.',
    fields: (t) => ({
      paymentLink: t.expose('paymentLink', {
        type: PaymentLink,
        description: 'The link that the key has made.',
      }),
      replayed: t.exposeBoolean('replayed', {
        description:
          'True when the key had been used before with the same input: nothing was done again.',
      }),
    }),
  });

const PaymentLinkSuccess = builder
  .objectRef<{ paymentLink: Link }>('PaymentLinkSuccess')
  .implement({
    description: 'It was done.',
    fields: (t) => ({
      paymentLink: t.expose('paymentLink', { type: PaymentLink, description: 'As it is now.' }),
    }),
  });

builder.mutationFields((t) => ({
  createPaymentLink: t.field({
    type: CreatePaymentLinkSuccess,
    description: `Scope ORDERS_WRITE. Makes an address that makes an order when a payer opens it. Each method must be possible now: a
ValidationError or a NoRouteError says which is not.`,
    authScopes: { key: 'ORDERS_WRITE' },
    errors: failing(
      'CreatePaymentLinkResult',
      ValidationError,
      IdempotencyConflictError,
      OperationInProgressError,
      NoRouteError,
      NotFoundError,
    ),
    args: {
      input: t.arg({
        type: CreatePaymentLinkInput,
        required: true,
        description: 'The link to make.',
      }),
    },
    resolve: (_root, { input }, context) =>
      createPaymentLink(context.deps, merchantOf(context), input),
  }),
  disablePaymentLink: t.field({
    type: PaymentLinkSuccess,
    description:
      'Scope ORDERS_WRITE. The link makes no order from then on; those that it has made stay as they are. Repeating it changes nothing.',
    authScopes: { key: 'ORDERS_WRITE' },
    errors: failing('DisablePaymentLinkResult', NotFoundError),
    args: { id: t.arg.id({ required: true, description: 'The id of the payment link: lnk_…' }) },
    resolve: async (_root, { id }, context) => ({
      paymentLink: await disablePaymentLink(context.deps, merchantOf(context), id),
    }),
  }),
}));
