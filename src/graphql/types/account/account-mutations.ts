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

const ProviderAccountSuccess = builder
  .objectRef<{ account: AccountRecord }>('ProviderAccountSuccess')
  .implement({
    fields: (t) => ({
      account: t.expose('account', { type: ProviderAccount }),
    }),
  });

builder.mutationFields((t) => ({
  createProviderAccount: t.field({
    type: ProviderAccountSuccess,
    authScopes: { key: 'MANAGE', administrator: true },
    errors: failing('CreateProviderAccountResult', ValidationError, NotFoundError),
    args: { input: t.arg({ type: CreateProviderAccountInput, required: true }) },
    resolve: async (_root, { input }, { deps, principal }) => ({
      account: await createProviderAccount(deps, principal, input),
    }),
  }),
  updateProviderAccount: t.field({
    type: ProviderAccountSuccess,
    authScopes: { key: 'MANAGE', administrator: true },
    errors: failing('UpdateProviderAccountResult', ValidationError, NotFoundError),
    args: { input: t.arg({ type: UpdateProviderAccountInput, required: true }) },
    resolve: async (_root, { input }, { deps, principal }) => ({
      account: await updateProviderAccount(deps, principal, input),
    }),
  }),
}));
