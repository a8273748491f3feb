import { maxPageSize } from './connections.ts';
import type { CostModel } from './limits/cost.ts';

const names = (list: string): readonly string[] => list.split(' ');

/** They lie in the row of the object that has them: nothing is loaded for them. */
const embedded = new Set(
  names(
    'Money Fee MetadataEntry PageInfo Failure Resolution NextAction RedirectAction QrCodeAction ' +
      'DepositAddressAction LastReconciliation StreamItem OrderUpdate SettlementUpdate ' +
      'ValidationIssue ReconciledState __Schema __Type',
  ),
);

/** An answer of a provider is waited for. */
const providerCall = 50;
const writes = 10;

/** What takes more than looking it up. */
const fields: Readonly<Record<string, number>> = {
  // As many calls as were made in its range.
  'Query.reconciliation': 2000,
  // All evidence is judged again.
  'Explanation.status': 20,
  'Explanation.decisive': 20,
  'ProviderAccount.balances': providerCall,
  ...Object.fromEntries(
    names(
      'cancelOrder cancelRefund cancelSettlement createOrder createRefund createSettlement ' +
        'refreshOrder refreshRefund refreshSettlement refundAbnormalPayment replayWebhook',
    ).map((mutation) => [`Mutation.${mutation}`, providerCall]),
  ),
};

/** Of introspection lists, about as long as they are. */
const lengths: Readonly<Record<string, number>> = {
  '__Schema.types': 150,
  '__Schema.directives': 8,
  '__Type.fields': 10,
  '__Type.inputFields': 10,
  '__Type.enumValues': 10,
  '__Field.args': 2,
};

/**
 * A scalar costs nothing, an object that must be loaded 1, a page of a list what its items cost times
 * `first`. What asks a provider, or changes something, costs what is written above in addition.
 */
export const costs: CostModel = {
  ofField: (parent, field) => fields[`${parent}.${field}`] ?? (parent === 'Mutation' ? writes : 0),
  ofObject: (type) => (embedded.has(type) || type.endsWith('Edge') ? 0 : 1),
  lengthOf: (parent, field) => lengths[`${parent}.${field}`] ?? 5,
  isConnection: (type) => type.endsWith('Connection'),
  defaultPageSize: 20,
  maxPageSize,
};
