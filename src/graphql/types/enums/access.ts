import { scopes } from '../../../domain/principal.ts';
import { builder } from '../../builder.ts';
import { described } from './described.ts';

export const ScopeEnum = builder.enumType('Scope', {
  description:
    'What an API key may do within its merchant. A scope includes no other one: a key that writes and reads has both.',
  values: described(scopes, {
    READ: 'Read and follow orders, refunds, settlements, abnormal payments, events and accounts, and refresh them.',
    ORDERS_WRITE: 'Create and cancel orders.',
    REFUNDS_WRITE: 'Create and cancel refunds, and resolve abnormal payments.',
    SETTLEMENTS_WRITE: 'Create and cancel settlements, and see the balances of accounts.',
    MANAGE:
      'Provider accounts, API keys, webhook deliveries and the audit trail of the own merchant.',
  }),
});
