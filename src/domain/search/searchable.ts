import type { AbnormalPayment, Order, Refund, Settlement } from '../aggregates/aggregate.ts';

/** The texts by which an object is found, beside its id and the personal data of an order. */
export interface Searchable {
  /** Known when it is made, and never changed. */
  first: readonly (string | null)[];
  /** What a provider may state later. */
  later: readonly (string | null | undefined)[];
}

export const searchableOrder = ({
  reference,
  providerReference,
  request,
  evidence,
  providerOrderId,
}: Order): Searchable => ({
  first: [
    reference,
    providerReference,
    request.customer.id,
    ...request.metadata.map(({ value }) => value),
  ],
  later: [providerOrderId, evidence.instructions.depositAddress],
});

export const searchableRefund = ({
  reference,
  providerReference,
  address,
  evidence: { providerId, transactionHash },
}: Refund): Searchable => ({
  first: [reference, providerReference, address],
  later: [providerId, transactionHash],
});

export const searchableSettlement = ({
  reference,
  providerReference,
  request: { destination },
  evidence: { providerId, transactionHash },
}: Settlement): Searchable => ({
  first: [
    reference,
    providerReference,
    destination.type === 'ON_CHAIN' ? destination.address : null,
  ],
  later: [providerId, transactionHash],
});

export const searchablePayment = ({
  providerAbnormalPaymentId,
  evidence,
}: AbnormalPayment): Searchable => ({
  first: [providerAbnormalPaymentId],
  later: [evidence.transactionHash],
});
