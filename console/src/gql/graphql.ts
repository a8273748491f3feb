/* eslint-disable */
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';
/** Whether somebody has to decide about an abnormal payment. */
export type AbnormalPaymentStatus =
  /** Something is pending: refund it, accept it, dismiss it, or handle it in the portal of the provider. */
  | 'OPEN'
  /** Nothing is pending any more. */
  | 'RESOLVED'
  /** A refund of it is under way. */
  | 'RESOLVING';

/** How money does not fit its order. */
export type AbnormalPaymentType =
  /** It came after the order was over. */
  | 'LATE'
  /** More than was due: `received` is the whole transaction, `pending` the surplus. */
  | 'OVERPAID'
  /** The provider reported it and did not say what it is. */
  | 'UNCLASSIFIED'
  /** Less than was due when the order expired. */
  | 'UNDERPAID';

/** Why something needs a person. */
export type AttentionReason =
  /** Money that fits no order is open. */
  | 'ABNORMAL_PAYMENT'
  /** The provider of an account has not been reached for five minutes. */
  | 'ACCOUNT_UNREACHABLE'
  /** A provider's webhook could not be applied and is tried no more. */
  | 'DEAD_WEBHOOK'
  /** The provider's word contradicts a person's decision. */
  | 'DECISION_CONTRADICTED'
  /** Reconciliation found a difference that it could not mend. */
  | 'DIFFERENCE'
  /** Events could not be delivered, or the endpoint is suspended: one item for each endpoint. */
  | 'EVENT_ENDPOINT'
  /** The provider names another amount or currency than was asked for. */
  | 'OTHER_AMOUNT'
  /** What was given back is more than what was paid. */
  | 'OVER_REFUNDED'
  /** Nobody knows what became of it, and the ladder of queries has run out. */
  | 'UNKNOWN_OUTCOME';

/** What an event of the log reports. */
export type EventType =
  /** Money was received that does not fit its order. `toStatus` is the first status of the abnormal payment. */
  | 'ABNORMAL_PAYMENT_RECEIVED'
  /** The status of an abnormal payment changed from `fromStatus` to `toStatus`. */
  | 'ABNORMAL_PAYMENT_STATUS_CHANGED'
  /** An order was stored. `toStatus` is its first status. */
  | 'ORDER_CREATED'
  /** The status of an order changed from `fromStatus` to `toStatus`. */
  | 'ORDER_STATUS_CHANGED'
  /** Something else of the order changed: its amounts, its next action, or whether it needs attention. */
  | 'ORDER_UPDATED'
  /** A refund was stored: requested here, or found at the provider. `toStatus` is its first status. */
  | 'REFUND_CREATED'
  /** The status of a refund changed from `fromStatus` to `toStatus`. */
  | 'REFUND_STATUS_CHANGED'
  /** Whether it needs attention changed. */
  | 'REFUND_UPDATED'
  /** A settlement was stored. `toStatus` is its first status. */
  | 'SETTLEMENT_CREATED'
  /** The status of a settlement changed from `fromStatus` to `toStatus`. */
  | 'SETTLEMENT_STATUS_CHANGED'
  /** Whether it needs attention changed. */
  | 'SETTLEMENT_UPDATED';

/** A blockchain on which a token is sent. */
export type Network =
  /** Ethereum, where tokens follow ERC-20. */
  | 'ETHEREUM'
  /** Solana, where tokens follow SPL. */
  | 'SOLANA'
  /** TRON, where tokens follow TRC-20. */
  | 'TRON';

/** Where an order stands. Evidence may skip steps. Refunds have statuses of their own: an order stays PAID. */
export type OrderStatus =
  /** The payer has to do what `nextAction` describes. */
  | 'AWAITING_PAYMENT'
  /** It was canceled before it was paid. */
  | 'CANCELED'
  /** It is stored, and nothing has been sent. */
  | 'CREATED'
  /** Its time ran out. A payment that comes later makes it PAID, or is an abnormal payment. */
  | 'EXPIRED'
  /** It was declined, refused, or is proven never to have arrived. See failure. */
  | 'FAILED'
  /** It is paid, or a person accepted what was paid. It stays PAID when it is refunded. */
  | 'PAID'
  /** A part of it was paid. The phase is SETTLED where the provider takes no more. */
  | 'PARTIALLY_PAID'
  /** A payment came in and is being confirmed. */
  | 'PROCESSING'
  /** It was paid, and the money was taken back. */
  | 'REVERSED'
  /** It is being sent. */
  | 'SUBMITTING'
  /** It was sent and the answer was lost: the provider may or may not have it. See resolution. */
  | 'UNKNOWN';

/** How a payer pays. */
export type PaymentMethodType =
  /** A transfer from a bank account, as a page of the provider describes it. */
  | 'BANK_TRANSFER'
  /** Cash at the counter of a convenience store, with a code to show there. */
  | 'CONVENIENCE_STORE'
  /** A balance or card in an electronic wallet, confirmed in its app. */
  | 'E_WALLET'
  /** Brazil's instant payment, by QR code or on a page of the provider. */
  | 'PIX'
  /** A transfer of a token on a blockchain, to an address or from a cashier page. */
  | 'STABLECOIN'
  /** India's instant payment, in the payer's UPI app. */
  | 'UPI';

/** A payment provider. `providers` tells what each can do. */
export type Provider =
  /** ANexPay XCheckout: STABLECOIN. */
  | 'ANEXPAY_XCHECKOUT'
  /** ExamplePay: UPI and PIX. */
  | 'EXAMPLEPAY'
  /** NexaPay: PIX. */
  | 'NEXAPAY'
  /** Vexora: BANK_TRANSFER, CONVENIENCE_STORE and E_WALLET. */
  | 'VEXORA'
  /** W Checkout: STABLECOIN. */
  | 'W_CHECKOUT';

/** Where a refund stands. It holds its amount until it is FAILED, REJECTED, CANCELED or REVERSED. */
export type RefundStatus =
  /** It was canceled before the money left. */
  | 'CANCELED'
  /** It was refused in the answer, failed at the provider, or is proven never to have arrived. See failure. */
  | 'FAILED'
  /** The provider has it. */
  | 'PENDING'
  /** The provider is paying it out. */
  | 'PROCESSING'
  /** Reviewed by the provider and refused. */
  | 'REJECTED'
  /** It is stored and surely not sent. It is tried again for 24 hours. A cancel ends it without a call. */
  | 'REQUESTED'
  /** Returned after success. */
  | 'REVERSED'
  /** It is being sent. */
  | 'SUBMITTING'
  /** The money has left. */
  | 'SUCCEEDED'
  /** It was sent and the answer was lost: the provider may or may not have it. See resolution. */
  | 'UNKNOWN';

/** What an API key may do within its merchant. A scope includes no other one: a key that writes and reads has both. */
export type Scope =
  /** Provider accounts, API keys, webhook deliveries and the audit trail of the own merchant. */
  | 'MANAGE'
  /** Create and cancel orders. */
  | 'ORDERS_WRITE'
  /** Read and follow orders, refunds, settlements, abnormal payments, events and accounts, and refresh them. */
  | 'READ'
  /** Create and cancel refunds, and resolve abnormal payments. */
  | 'REFUNDS_WRITE'
  /** Create and cancel settlements, and see the balances of accounts. */
  | 'SETTLEMENTS_WRITE';

/** Where a settlement is paid out to. */
export type SettlementDestinationType =
  /** A bank account, named in the request. */
  | 'BANK_ACCOUNT'
  /** An address on the blockchain of the token. */
  | 'ON_CHAIN'
  /** A PIX key in Brazil. */
  | 'PIX'
  /** A bank account that was registered at the provider before. */
  | 'REGISTERED_BANK_ACCOUNT'
  /** A UPI address (VPA) in India. */
  | 'UPI'
  /** An account in an electronic wallet. */
  | 'WALLET';

/** Where a settlement stands. */
export type SettlementStatus =
  /** It was canceled before the money left. */
  | 'CANCELED'
  /** It was refused in the answer, failed at the provider, or is proven never to have arrived. See failure. */
  | 'FAILED'
  /** The provider has it. */
  | 'PENDING'
  /** The provider is paying it out. */
  | 'PROCESSING'
  /** Reviewed by the provider and refused. */
  | 'REJECTED'
  /** It is stored and surely not sent. It is tried again for 24 hours. A cancel ends it without a call. */
  | 'REQUESTED'
  /** Returned after success. */
  | 'REVERSED'
  /** It is being sent. */
  | 'SUBMITTING'
  /** The money has left. */
  | 'SUCCEEDED'
  /** It was sent and the answer was lost: the provider may or may not have it. See resolution. */
  | 'UNKNOWN';

/** What an item of a stream tells. Keep the cursor of every item, whatever its kind. */
export type StreamItemKind =
  /** All events from before the subscription have been delivered. Live events follow. */
  | 'CAUGHT_UP'
  /** No event for about 15 s. Its cursor is past the filtered events, and it shows that the stream is alive. */
  | 'CHECKPOINT'
  /** One event of the log. */
  | 'EVENT'
  /** The stream cannot continue from the cursor. It continues from `cursor`: reload your data. */
  | 'RESET'
  /** The state as it is now. The first item of a stream without a cursor. */
  | 'SNAPSHOT';

export type MoneyFieldsFragment = { amount: string, currency: string, network: Network | null };

export type OrderRowFragment = { id: string, reference: string, status: OrderStatus, createdAt: string, updatedAt: string, provider: Provider, method: PaymentMethodType, amount: { amount: string, currency: string, network: Network | null }, paid: { amount: string, currency: string, network: Network | null } | null, resolution: { needsAttention: boolean } | null };

export type RefundRowFragment = { id: string, reference: string, createdAt: string, refundStatus: RefundStatus, amount: { amount: string, currency: string, network: Network | null }, order: { id: string, reference: string } };

export type SettlementRowFragment = { id: string, reference: string, createdAt: string, provider: Provider, destination: string, destinationType: SettlementDestinationType, settlementStatus: SettlementStatus, amount: { amount: string, currency: string, network: Network | null } };

export type AbnormalPaymentRowFragment = { id: string, type: AbnormalPaymentType, createdAt: string, abnormalPaymentStatus: AbnormalPaymentStatus, received: { amount: string, currency: string, network: Network | null }, pending: { amount: string, currency: string, network: Network | null }, intended: { id: string, reference: string } | null };

export type ConsoleLogSubscriptionVariables = Exact<{
  after?: string | null | undefined;
}>;


export type ConsoleLogSubscription = { events: { kind: StreamItemKind, cursor: string, event: { id: string, type: EventType, recordedAt: string, subject:
        | { __typename: 'AbnormalPayment', id: string, type: AbnormalPaymentType, createdAt: string, abnormalPaymentStatus: AbnormalPaymentStatus, received: { amount: string, currency: string, network: Network | null }, pending: { amount: string, currency: string, network: Network | null }, intended: { id: string, reference: string } | null }
        | { __typename: 'Order', id: string, reference: string, status: OrderStatus, createdAt: string, updatedAt: string, provider: Provider, method: PaymentMethodType, amount: { amount: string, currency: string, network: Network | null }, paid: { amount: string, currency: string, network: Network | null } | null, resolution: { needsAttention: boolean } | null }
        | { __typename: 'Refund', id: string, reference: string, createdAt: string, refundStatus: RefundStatus, amount: { amount: string, currency: string, network: Network | null }, order: { id: string, reference: string } }
        | { __typename: 'Settlement', id: string, reference: string, createdAt: string, provider: Provider, destination: string, destinationType: SettlementDestinationType, settlementStatus: SettlementStatus, amount: { amount: string, currency: string, network: Network | null } }
       } | null } };

export type AttentionQueryVariables = Exact<{ [key: string]: never; }>;


export type AttentionQuery = { attention: { totalCount: number, nodes: Array<{ reason: AttentionReason, since: string, summary: string }> } };

export type ViewerQueryVariables = Exact<{ [key: string]: never; }>;


export type ViewerQuery = { viewer: { name: string, viewerScopes: Array<Scope> } | null };

export const MoneyFieldsFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"MoneyFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Money"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}},{"kind":"Field","name":{"kind":"Name","value":"network"}}]}}]} as unknown as DocumentNode<MoneyFieldsFragment, unknown>;
export const OrderRowFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"OrderRow"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Order"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"reference"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"updatedAt"}},{"kind":"Field","name":{"kind":"Name","value":"provider"}},{"kind":"Field","name":{"kind":"Name","value":"method"}},{"kind":"Field","name":{"kind":"Name","value":"amount"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"MoneyFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"paid"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"MoneyFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"resolution"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"needsAttention"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"MoneyFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Money"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}},{"kind":"Field","name":{"kind":"Name","value":"network"}}]}}]} as unknown as DocumentNode<OrderRowFragment, unknown>;
export const RefundRowFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"RefundRow"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Refund"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"reference"}},{"kind":"Field","alias":{"kind":"Name","value":"refundStatus"},"name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"amount"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"MoneyFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"order"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"reference"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"MoneyFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Money"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}},{"kind":"Field","name":{"kind":"Name","value":"network"}}]}}]} as unknown as DocumentNode<RefundRowFragment, unknown>;
export const SettlementRowFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"SettlementRow"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Settlement"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"reference"}},{"kind":"Field","alias":{"kind":"Name","value":"settlementStatus"},"name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"provider"}},{"kind":"Field","name":{"kind":"Name","value":"destination"}},{"kind":"Field","name":{"kind":"Name","value":"destinationType"}},{"kind":"Field","name":{"kind":"Name","value":"amount"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"MoneyFields"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"MoneyFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Money"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}},{"kind":"Field","name":{"kind":"Name","value":"network"}}]}}]} as unknown as DocumentNode<SettlementRowFragment, unknown>;
export const AbnormalPaymentRowFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"AbnormalPaymentRow"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"AbnormalPayment"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","alias":{"kind":"Name","value":"abnormalPaymentStatus"},"name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"type"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"received"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"MoneyFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"pending"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"MoneyFields"}}]}},{"kind":"Field","alias":{"kind":"Name","value":"intended"},"name":{"kind":"Name","value":"order"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"reference"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"MoneyFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Money"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}},{"kind":"Field","name":{"kind":"Name","value":"network"}}]}}]} as unknown as DocumentNode<AbnormalPaymentRowFragment, unknown>;
export const ConsoleLogDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"subscription","name":{"kind":"Name","value":"ConsoleLog"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"EventCursor"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"events"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"cursor"}},{"kind":"Field","name":{"kind":"Name","value":"event"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"type"}},{"kind":"Field","name":{"kind":"Name","value":"recordedAt"}},{"kind":"Field","name":{"kind":"Name","value":"subject"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"OrderRow"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"RefundRow"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"SettlementRow"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"AbnormalPaymentRow"}}]}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"MoneyFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Money"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}},{"kind":"Field","name":{"kind":"Name","value":"network"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"OrderRow"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Order"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"reference"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"updatedAt"}},{"kind":"Field","name":{"kind":"Name","value":"provider"}},{"kind":"Field","name":{"kind":"Name","value":"method"}},{"kind":"Field","name":{"kind":"Name","value":"amount"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"MoneyFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"paid"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"MoneyFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"resolution"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"needsAttention"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"RefundRow"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Refund"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"reference"}},{"kind":"Field","alias":{"kind":"Name","value":"refundStatus"},"name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"amount"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"MoneyFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"order"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"reference"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"SettlementRow"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Settlement"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"reference"}},{"kind":"Field","alias":{"kind":"Name","value":"settlementStatus"},"name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"provider"}},{"kind":"Field","name":{"kind":"Name","value":"destination"}},{"kind":"Field","name":{"kind":"Name","value":"destinationType"}},{"kind":"Field","name":{"kind":"Name","value":"amount"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"MoneyFields"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"AbnormalPaymentRow"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"AbnormalPayment"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","alias":{"kind":"Name","value":"abnormalPaymentStatus"},"name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"type"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"received"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"MoneyFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"pending"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"MoneyFields"}}]}},{"kind":"Field","alias":{"kind":"Name","value":"intended"},"name":{"kind":"Name","value":"order"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"reference"}}]}}]}}]} as unknown as DocumentNode<ConsoleLogSubscription, ConsoleLogSubscriptionVariables>;
export const AttentionDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Attention"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"attention"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"100"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"since"}},{"kind":"Field","name":{"kind":"Name","value":"summary"}}]}}]}}]}}]} as unknown as DocumentNode<AttentionQuery, AttentionQueryVariables>;
export const ViewerDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Viewer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"viewer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"viewerScopes"}}]}}]}}]} as unknown as DocumentNode<ViewerQuery, ViewerQueryVariables>;