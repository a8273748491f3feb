import {
  IdempotencyConflictError,
  OperationInProgressError,
  ValidationError,
} from '../../../domain/errors.ts';
import { eraseCustomer } from '../../../operations/personal-data/erase-customer.ts';
import type { ErasedCustomer } from '../../../operations/personal-data/erase-customer.ts';
import { builder } from '../../builder.ts';
import { merchantOf } from '../../context.ts';
import { shared } from '../descriptions.ts';
import { failing } from '../errors.ts';

const EraseCustomerInput = builder.inputType('EraseCustomerInput', {
  description:
    "Whose personal data are erased: by the merchant's own id, e-mail or phone, exactly one. None or several: a ValidationError.",
  fields: (t) => ({
    idempotencyKey: t.id({ required: true, description: shared.idempotencyKey }),
    customerId: t.string({
      description: "The merchant's own id of the customer, compared exactly.",
    }),
    customerEmail: t.string({
      description: 'An e-mail address. Case and spaces around it do not count.',
    }),
    customerPhone: t.string({ description: 'A phone number: its digits are compared.' }),
    note: t.string({
      required: true,
      description:
        'Why, for the audit trail: 1 to 1,000 characters. Keep the personal data out of it.',
    }),
  }),
});

const EraseCustomerSuccess = builder.objectRef<ErasedCustomer>('EraseCustomerSuccess').implement({
  description: 'Nobody can read the data any more.',
  fields: (t) => ({
    orders: t.exposeInt('orders', {
      description: 'How many orders were of the person; 0 where nobody was found.',
    }),
    replayed: t.exposeBoolean('replayed', { description: shared.replayed }),
  }),
});

builder.mutationField('eraseCustomer', (t) =>
  t.field({
    type: EraseCustomerSuccess,
    description: `Scope MANAGE. Makes names, e-mail, phone, document, postal and IP addresses unreadable everywhere, and the accounts that a
payer pays from. The merchant's own id, references, metadata, amounts and statuses stay. All orders that were made
with the same id of a customer are of one person. It cannot be undone.`,
    authScopes: { key: 'MANAGE' },
    errors: failing(
      'EraseCustomerResult',
      ValidationError,
      IdempotencyConflictError,
      OperationInProgressError,
    ),
    args: {
      input: t.arg({ type: EraseCustomerInput, required: true, description: shared.input }),
    },
    resolve: (_root, { input }, context) => eraseCustomer(context.deps, merchantOf(context), input),
  }),
);
