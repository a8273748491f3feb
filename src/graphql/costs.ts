import { maxPageSize } from './connections.ts';
import type { CostModel } from './limits/cost.ts';

const names = (list: string): readonly string[] => list.split(' ');

/** Types that are part of their parent's row: nothing is loaded for them. */
const embedded = new Set(
  names(
    'Money Fee MetadataEntry PageInfo Failure Resolution NextAction RedirectAction QrCodeAction ' +
      'DepositAddressAction Capture LastReconciliation StreamItem OrderUpdate SettlementUpdate ' +
      'Chargeback ValidationIssue ReconciledState SignatureExplanation SignaturePart SignatureCause _Service __Schema __Type',
  ),
);

/** The field waits for a provider's answer. */
const providerCall = 50;
const writes = 10;

/** Fields that cost more than a look-up. */
const fields: Readonly<Record<string, number>> = {
  // It reads every provider call in its range.
  'Query.reconciliation': 2000,
  // It tries some hundred ways to sign the message.
  'Query.explainSignature': 1000,
  // It judges all evidence again.
  'Explanation.subjectStatus': 20,
  'Explanation.status': 20,
  'Explanation.decisive': 20,
  'ProviderAccount.balances': providerCall,
  ...Object.fromEntries(
    names(
      'cancelOrder cancelRefund cancelSettlement captureOrder createOrder createRefund createSettlement ' +
        'refreshOrder refreshRefund refreshSettlement refundAbnormalPayment replayWebhook',
    ).map((mutation) => [`Mutation.${mutation}`, providerCall]),
  ),
};

/** Lists of a subgraph, and approximate lengths of the introspection lists. */
const lengths: Readonly<Record<string, ReturnType<CostModel['lengthOf']>>> = {
  'Query._entities': { argument: 'representations' },
  '__Schema.types': 150,
  '__Schema.directives': 8,
  '__Type.fields': 10,
  '__Type.inputFields': 10,
  '__Type.enumValues': 10,
  '__Field.args': 2,
};

/**
 * A scalar costs nothing, an object that must be loaded costs 1, and a page of a list costs its items times `first`. A
 * field that calls a provider, or writes, costs the number above in addition.
 */
export const costs: CostModel = {
  ofField: (parent, field) => fields[`${parent}.${field}`] ?? (parent === 'Mutation' ? writes : 0),
  ofObject: (type) => (embedded.has(type) || type.endsWith('Edge') ? 0 : 1),
  lengthOf: (parent, field) => lengths[`${parent}.${field}`] ?? 5,
  isConnection: (type) => type.endsWith('Connection'),
  defaultPageSize: 20,
  maxPageSize,
};
