import { GraphQLError } from 'graphql';
import { ProviderUnavailableError } from '../../../domain/errors.ts';
import { webhookUrlOf } from '../../../operations/merchants/provider-accounts.ts';
import { accountBalances } from '../../../operations/merchants/account-balances.ts';
import { capabilitiesOf } from '../../../providers/capabilities.ts';
import type { AccountBalance, ProviderName } from '../../../providers/provider.ts';
import type { AccountRecord, LastReconciliation as LastSweep } from '../../../store/records.ts';
import { builder } from '../../builder.ts';
import { loadExisting } from '../../loaders.ts';
import { AccountMode, Provider } from '../enums/payment.ts';
import { Merchant } from '../merchant.ts';
import { Money } from '../money.ts';
import { Node } from '../node.ts';
import { ProviderCapabilities } from '../provider.ts';
import { shared } from '../descriptions.ts';

const Balance = builder.objectRef<AccountBalance>('Balance').implement({
  description: 'What an account holds of one currency at the provider.',
  fields: (t) => ({
    available: t.expose('available', { type: Money, description: 'What can be paid out now.' }),
    frozen: t.expose('frozen', {
      type: Money,
      nullable: true,
      description: 'Held for open payouts. Null where the provider does not report it.',
    }),
    unsettled: t.expose('unsettled', {
      type: Money,
      nullable: true,
      description: 'Collected and not yet payable out. Null where the provider does not report it.',
    }),
  }),
});

const LastReconciliation = builder.objectRef<LastSweep>('LastReconciliation').implement({
  description: 'What the hourly comparison of an account with its provider found.',
  fields: (t) => ({
    at: t.expose('at', { type: 'DateTime', description: 'When it ended.' }),
    findings: t.exposeInt('findings', {
      description:
        "Differences between our records and the provider's. Those that could be are healed.",
    }),
    complete: t.exposeBoolean('complete', {
      description: 'False where the provider did not answer all queries.',
    }),
  }),
});

export const ProviderAccount = builder.objectRef<AccountRecord>('ProviderAccount').implement({
  description: "One merchant's credentials at one provider. Secrets go in and never come out.",
  interfaces: [Node],
  fields: (t) => ({
    merchant: t.field({
      type: Merchant,
      description: 'Whose account it is.',
      resolve: ({ merchantId }, _args, { loaders }) => loadExisting(loaders.merchants, merchantId),
    }),
    provider: t.field({
      type: Provider,
      description: 'Decided by its configuration, and never changed.',
      resolve: ({ provider }) => provider as ProviderName,
    }),
    name: t.exposeString('name', { description: 'For people. It need not be unique.' }),
    baseUrl: t.expose('baseUrl', {
      type: 'URL',
      description: "Where the provider's API is called.",
    }),
    mode: t.expose('mode', {
      type: AccountMode,
      description: 'Whether it moves money. Decided when it was made, and never changed.',
    }),
    enabled: t.exposeBoolean('enabled', {
      description:
        'Whether it takes new orders and settlements. What is under way goes on without.',
    }),
    webhookUrl: t.field({
      type: 'URL',
      description:
        'Where this provider must send webhooks: to be entered in its portal, or sent as notifyUrl with each request.',
      resolve: (account, _args, { deps }) => webhookUrlOf(deps, account),
    }),
    capabilities: t.field({
      type: ProviderCapabilities,
      description:
        'What it can do with its configuration, which may be more or less than `providers` tells.',
      resolve: (account, _args, { deps }) => {
        const { module, connection, config } = deps.connections.of(account);
        return capabilitiesOf(module, connection, config);
      },
    }),
    balances: t.field({
      type: [Balance],
      nullable: true,
      description:
        'Queried at the provider now; null where it has no balance call. Scope READ, SETTLEMENTS_WRITE or MANAGE. ' +
        'The top-level error PROVIDER_UNAVAILABLE where it gives no believable answer.',
      authScopes: { key: ['READ', 'SETTLEMENTS_WRITE', 'MANAGE'], administrator: true },
      resolve: async (account, _args, { deps }) => {
        try {
          return await accountBalances(deps, account);
        } catch (error) {
          if (!(error instanceof ProviderUnavailableError)) throw error;
          throw new GraphQLError(error.message, { extensions: { code: error.code } });
        }
      },
    }),
    lastReconciliation: t.expose('lastReconciliation', {
      type: LastReconciliation,
      nullable: true,
      description: 'The last hourly reconciliation; null before the first.',
    }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: shared.createdAt }),
  }),
});
