import { payoutPhase } from '../../../domain/payout.ts';
import type { SettlementDestination } from '../../../domain/request.ts';
import type { ProviderName } from '../../../providers/provider.ts';
import { providerCallsOf } from '../../../store/queries/provider-calls.ts';
import type { SettlementRecord } from '../../../store/records.ts';
import { builder } from '../../builder.ts';
import {
  maxPageSize,
  listPaging,
  pageOf,
  readListPage,
  shortListPaging,
} from '../../connections.ts';
import { loadExisting } from '../../loaders.ts';
import { ProviderAccount } from '../account/account.ts';
import { Provider, SettlementDestinationType } from '../enums/payment.ts';
import { Phase, SettlementStatus } from '../enums/status.ts';
import { Money } from '../money.ts';
import { Node } from '../node.ts';
import { Order } from '../order/order.ts';
import { Failure, ProviderCall, Resolution, failureOf, resolutionOf } from '../work.ts';

export const Settlement = builder.objectRef<SettlementRecord>('Settlement').implement({
  description:
    'Collected money on its way out of the provider: to a chain address, a bank account, a PIX key…',
  interfaces: [Node],
  fields: (t) => ({
    reference: t.exposeString('reference'),
    status: t.expose('status', { type: SettlementStatus }),
    phase: t.field({ type: Phase, resolve: ({ status }) => payoutPhase(status) }),
    amount: t.field({ type: Money, resolve: ({ request }) => request.amount }),
    destinationType: t.field({
      type: SettlementDestinationType,
      resolve: ({ request }) => request.destination.type,
    }),
    destination: t.string({
      description: 'The destination. All but its last four characters are masked.',
      resolve: ({ request }) => masked(targetOf(request.destination)),
    }),
    fee: t.field({ type: Money, nullable: true, resolve: ({ evidence }) => evidence.fee }),
    orders: t.field({
      type: [Order],
      description: 'In the order of the input.',
      args: shortListPaging,
      resolve: ({ orderIds }, args, { loaders }) => {
        // A caller may list the same order twice.
        const page = pageOf([...new Set(orderIds)], readListPage(args, 'ord_', maxPageSize));
        return Promise.all(page.map((id) => loadExisting(loaders.orders, id)));
      },
    }),
    failure: t.field({ type: Failure, nullable: true, resolve: failureOf }),
    version: t.exposeInt('version'),
    createdAt: t.expose('createdAt', { type: 'DateTime' }),
    updatedAt: t.expose('updatedAt', { type: 'DateTime' }),
  }),
});

/** Fields about the settlement at its provider: account, references and calls. */
builder.objectFields(Settlement, (t) => ({
  account: t.field({
    type: ProviderAccount,
    resolve: ({ accountId }, _args, { loaders }) => loadExisting(loaders.accounts, accountId),
  }),
  provider: t.field({ type: Provider, resolve: ({ provider }) => provider as ProviderName }),
  providerReference: t.exposeString('providerReference'),
  providerSettlementId: t.string({
    nullable: true,
    resolve: ({ evidence }) => evidence.providerId,
  }),
  transactionHash: t.string({
    nullable: true,
    resolve: ({ evidence }) => evidence.transactionHash,
  }),
  resolution: t.field({ type: Resolution, nullable: true, resolve: resolutionOf }),
  providerCalls: t.field({
    type: [ProviderCall],
    args: listPaging,
    resolve: ({ id }, args, { deps }) => providerCallsOf(deps.read, id, readListPage(args, 'cal_')),
  }),
}));

function targetOf(destination: SettlementDestination): string {
  switch (destination.type) {
    case 'ON_CHAIN':
      return destination.address;
    case 'BANK_ACCOUNT':
    case 'WALLET':
      return destination.accountNumber;
    case 'REGISTERED_BANK_ACCOUNT':
      return destination.remitId;
    case 'PIX':
      return destination.key;
    case 'UPI':
      return destination.vpa;
  }
}

const shown = 4;

/** Shows the last four characters. A text of four or fewer is masked whole. */
export function masked(text: string): string {
  return `••••${text.length > shown ? text.slice(-shown) : ''}`;
}
