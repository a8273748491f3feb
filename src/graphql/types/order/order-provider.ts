import type { ProviderName } from '../../../providers/provider.ts';
import { providerCallsOf } from '../../../store/queries/provider-calls.ts';
import { builder } from '../../builder.ts';
import { listPaging, readListPage } from '../../connections.ts';
import { loadExisting } from '../../loaders.ts';
import { ProviderAccount } from '../account/account.ts';
import { Provider } from '../enums/payment.ts';
import { ProviderCall, Resolution, resolutionOf } from '../work.ts';
import { shared } from '../descriptions.ts';
import { Order } from './order.ts';

/** Fields about the order at its provider: account, references and calls. */
builder.objectFields(Order, (t) => ({
  account: t.field({
    type: ProviderAccount,
    description:
      'The account that it was sent with. While it is certain that nothing was created, an order may move to another account. Hidden from client tokens.',
    resolve: ({ accountId }, _args, { loaders }) => loadExisting(loaders.accounts, accountId),
  }),
  provider: t.field({
    type: Provider,
    description: 'The provider of its account.',
    resolve: ({ provider }) => provider as ProviderName,
  }),
  providerReference: t.exposeString('providerReference', {
    description:
      'The number that identifies the order at the provider: 26 to 32 letters and digits. It never changes.',
  }),
  providerOrderId: t.exposeString('providerOrderId', {
    nullable: true,
    description: "The provider's own number. Null until the provider reports one.",
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
      'Every signed call to the provider for this order, without those for its refunds, oldest first. Secrets are masked.',
    args: listPaging,
    resolve: ({ id }, args, { deps }) => providerCallsOf(deps.read, id, readListPage(args, 'cal_')),
  }),
}));
