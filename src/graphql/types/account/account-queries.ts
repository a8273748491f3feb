import { someAccountsOfMerchant } from '../../../store/queries/merchants.ts';
import { builder } from '../../builder.ts';
import { maxPageSize, readListPage, shortListPaging } from '../../connections.ts';
import { Merchant } from '../merchant.ts';
import { ProviderAccount } from './account.ts';

builder.objectField(Merchant, 'accounts', (t) =>
  t.field({
    type: [ProviderAccount],
    description: 'Oldest first, as routing tries them.',
    authScopes: { key: ['READ', 'MANAGE'], administrator: true },
    args: shortListPaging,
    resolve: ({ id }, args, { deps }) =>
      someAccountsOfMerchant(deps.read, id, readListPage(args, 'acc_', maxPageSize)),
  }),
);
