import { NotFoundError, ValidationError } from '../../../domain/errors.ts';
import {
  createProviderAccount,
  updateProviderAccount,
} from '../../../operations/merchants/provider-accounts.ts';
import type { AccountRecord } from '../../../store/records.ts';
import { builder } from '../../builder.ts';
import { CreateProviderAccountInput, UpdateProviderAccountInput } from './account-inputs.ts';
import { failing } from '../errors.ts';
import { ProviderAccount } from './account.ts';
import { shared } from '../descriptions.ts';

const ProviderAccountSuccess = builder
  .objectRef<{ account: AccountRecord }>('ProviderAccountSuccess')
  .implement({
    description: 'The account as it is after the mutation.',
    fields: (t) => ({
      account: t.expose('account', {
        type: ProviderAccount,
        description: 'With its `webhookUrl`, and without its secrets.',
      }),
    }),
  });

builder.mutationFields((t) => ({
  createProviderAccount: t.field({
    type: ProviderAccountSuccess,
    description:
      'Scope MANAGE, or the administrator, who names the `merchant`. The account is enabled at once, and the last that routing tries.',
    authScopes: { key: 'MANAGE', administrator: true },
    errors: failing('CreateProviderAccountResult', ValidationError, NotFoundError),
    args: {
      input: t.arg({ type: CreateProviderAccountInput, required: true, description: shared.input }),
    },
    resolve: async (_root, { input }, { deps, principal }) => ({
      account: await createProviderAccount(deps, principal, input),
    }),
  }),
  updateProviderAccount: t.field({
    type: ProviderAccountSuccess,
    description: 'Scope MANAGE, or the administrator. The provider of an account stays the same.',
    authScopes: { key: 'MANAGE', administrator: true },
    errors: failing('UpdateProviderAccountResult', ValidationError, NotFoundError),
    args: {
      input: t.arg({ type: UpdateProviderAccountInput, required: true, description: shared.input }),
    },
    resolve: async (_root, { input }, { deps, principal }) => ({
      account: await updateProviderAccount(deps, principal, input),
    }),
  }),
}));
