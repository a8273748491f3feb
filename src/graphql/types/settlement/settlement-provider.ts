import type { ProviderName } from '../../../providers/provider.ts';
import { providerCallsOf } from '../../../store/queries/provider-calls.ts';
import { builder } from '../../builder.ts';
import { listPaging, readListPage } from '../../connections.ts';
import { loadExisting } from '../../loaders.ts';
import { ProviderAccount } from '../account/account.ts';
import { Provider } from '../enums/payment.ts';
import { ProviderCall, Resolution, resolutionOf } from '../work.ts';
import { shared } from '../descriptions.ts';
import { Settlement } from './settlement.ts';

/** Fields about the settlement at its provider: account, references and calls. */
builder.objectFields(Settlement, (t) => ({
  account: t.field({
    type: ProviderAccount,
    description: 'The account whose balance it pays out.',
    resolve: ({ accountId }, _args, { loaders }) => loadExisting(loaders.accounts, accountId),
  }),
  provider: t.field({
    type: Provider,
    description: 'The provider of its account.',
    resolve: ({ provider }) => provider as ProviderName,
  }),
  providerReference: t.exposeString('providerReference', { description: shared.providerReference }),
  providerSettlementId: t.string({
    nullable: true,
    description: "The provider's own number of it; null until the provider reports one.",
    resolve: ({ evidence }) => evidence.providerId,
  }),
  transactionHash: t.string({
    nullable: true,
    description: shared.transactionHash,
    resolve: ({ evidence }) => evidence.transactionHash,
  }),
  resolution: t.field({
    type: Resolution,
    nullable: true,
    description: shared.resolution,
    resolve: resolutionOf,
  }),
  providerCalls: t.field({
    type: [ProviderCall],
    description:
      'Every signed call to the provider for this settlement, oldest first. Secrets are masked.',
    args: listPaging,
    resolve: ({ id }, args, { deps }) => providerCallsOf(deps.read, id, readListPage(args, 'cal_')),
  }),
}));
