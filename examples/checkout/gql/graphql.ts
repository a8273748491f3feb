/* eslint-disable */
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';
export type BankTransferInput = {
  /** The accounts that the payer may pay from. */
  payerAccounts?: Array<PayerBankAccountInput> | null | undefined;
};

export type ConvenienceStoreInput = {
  /** The provider's code of the chain: 711. */
  chain: string;
};

export type CreateOrderInput = {
  /** Left out: the first enabled account that can do it. */
  account?: string | number | null | undefined;
  amount: MoneyInput;
  customer?: CustomerInput | null | undefined;
  description?: string | null | undefined;
  /** Seconds. */
  expiresIn?: number | null | undefined;
  /** Chosen by the client, 8 to 255 printable ASCII characters. Stored for good. */
  idempotencyKey: string | number;
  metadata?: Array<MetadataEntryInput> | null | undefined;
  method: PaymentMethodInput;
  reference: string;
  returnUrl?: string | null | undefined;
};

export type CustomerInput = {
  address?: string | null | undefined;
  /** Tax or identity number, digits as issued (CPF, CNPJ). */
  document?: string | null | undefined;
  documentType?: string | null | undefined;
  email?: string | null | undefined;
  firstName?: string | null | undefined;
  /** The payer's id in the merchant's system. */
  id?: string | null | undefined;
  ipAddress?: string | null | undefined;
  lastName?: string | null | undefined;
  /** As the provider's country writes it. */
  phone?: string | null | undefined;
  postcode?: string | null | undefined;
};

export type EWalletInput = {
  /** The provider's code of the wallet. */
  wallet: string;
};

export type FailureCode =
  /** The payer, the bank or a risk check declined the payment or payout. */
  | 'DECLINED'
  | 'METHOD_NOT_ENABLED'
  | 'OTHER'
  /** Our credentials or signature were refused. */
  | 'PROVIDER_AUTHENTICATION'
  /** Nothing was sent: the provider could not be reached, or its circuit is open. */
  | 'PROVIDER_UNAVAILABLE'
  /** The provider refused the request: something in it is wrong or not possible. */
  | 'REJECTED';

export type MetadataEntryInput = {
  key: string;
  value: string;
};

export type MoneyInput = {
  amount: string;
  currency: string;
  network?: Network | null | undefined;
};

export type Network =
  | 'ETHEREUM'
  | 'SOLANA'
  | 'TRON';

export type OrderStatus =
  | 'AWAITING_PAYMENT'
  | 'CANCELED'
  /** It is stored, and nothing has been sent. */
  | 'CREATED'
  | 'EXPIRED'
  | 'FAILED'
  | 'PAID'
  | 'PARTIALLY_PAID'
  | 'PROCESSING'
  | 'REVERSED'
  /** It is being sent. */
  | 'SUBMITTING'
  /** It was sent and the answer was lost: the provider may or may not have it. See resolution. */
  | 'UNKNOWN';

export type PayerBankAccountInput = {
  accountNumber: string;
  bankCode: string;
};

export type PaymentMethodInput =
  {   bankTransfer: BankTransferInput; convenienceStore?: never; eWallet?: never; pix?: never; stablecoin?: never; upi?: never; }
  |  { bankTransfer?: never;   convenienceStore: ConvenienceStoreInput; eWallet?: never; pix?: never; stablecoin?: never; upi?: never; }
  |  { bankTransfer?: never; convenienceStore?: never;   eWallet: EWalletInput; pix?: never; stablecoin?: never; upi?: never; }
  |  { bankTransfer?: never; convenienceStore?: never; eWallet?: never;   pix: PixInput; stablecoin?: never; upi?: never; }
  |  { bankTransfer?: never; convenienceStore?: never; eWallet?: never; pix?: never;   stablecoin: StablecoinInput; upi?: never; }
  |  { bankTransfer?: never; convenienceStore?: never; eWallet?: never; pix?: never; stablecoin?: never;   upi: UpiInput; };

export type Phase =
  /** It has ended for good. */
  | 'FINAL'
  /** It may still change. */
  | 'OPEN'
  /** It has ended, unless the provider corrects it (a late payment, a reversal). */
  | 'SETTLED';

export type PixInput = {
  presentation: PixPresentation;
};

export type PixPresentation =
  | 'HOSTED_PAGE'
  | 'QR_CODE';

export type RetryAdvice =
  /** Do not repeat it. */
  | 'DO_NOT'
  /** Correct the input and use a new key. */
  | 'NEW_KEY'
  /** Send the same input again, with the same idempotency key. */
  | 'SAME_KEY';

export type StablecoinInput = {
  currency: string;
  network: Network;
};

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

export type UpiFlow =
  | 'COLLECT'
  | 'HOSTED_PAGE'
  | 'INTENT';

export type UpiInput = {
  flow: UpiFlow;
  /** Needed for COLLECT. */
  vpa?: string | null | undefined;
};

export type ShopOrderMutationVariables = Exact<{
  input: CreateOrderInput;
}>;


export type ShopOrderMutation = { createOrder:
    | { __typename: 'CreateOrderSuccess', clientToken: string, order: { id: string } }
    | { __typename: 'IdempotencyConflictError', code: string, message: string, retry: RetryAdvice }
    | { __typename: 'NoRouteError', reasons: Array<string>, code: string, message: string, retry: RetryAdvice }
    | { __typename: 'NotFoundError', code: string, message: string, retry: RetryAdvice }
    | { __typename: 'OperationInProgressError', code: string, message: string, retry: RetryAdvice }
    | { __typename: 'ValidationError', code: string, message: string, retry: RetryAdvice, issues: Array<{ path: Array<string>, message: string }> }
   };

export type FollowShopOrderSubscriptionVariables = Exact<{
  id: string | number;
  after?: string | null | undefined;
}>;


export type FollowShopOrderSubscription = { orderUpdates: { kind: StreamItemKind, cursor: string, order: { id: string, status: OrderStatus, phase: Phase, description: string | null, amount: { amount: string, currency: string }, payable: { amount: string, currency: string, network: Network | null } | null, paid: { amount: string, currency: string } | null, refunded: { amount: string, currency: string }, failure: { code: FailureCode, message: string } | null, nextAction:
        | { __typename: 'DepositAddressAction', address: string, checkoutUrl: string | null, expiresAt: string | null }
        | { __typename: 'QrCodeAction', payload: string, expiresAt: string | null }
        | { __typename: 'RedirectAction', url: string }
       | null } } };


export const ShopOrderDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"ShopOrder"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"CreateOrderInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"createOrder"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"CreateOrderSuccess"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"clientToken"}},{"kind":"Field","name":{"kind":"Name","value":"order"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ValidationError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"issues"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"path"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"NoRouteError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"reasons"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Error"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"retry"}}]}}]}}]}}]} as unknown as DocumentNode<ShopOrderMutation, ShopOrderMutationVariables>;
export const FollowShopOrderDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"subscription","name":{"kind":"Name","value":"FollowShopOrder"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"EventCursor"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"orderUpdates"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"cursor"}},{"kind":"Field","name":{"kind":"Name","value":"order"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"phase"}},{"kind":"Field","name":{"kind":"Name","value":"description"}},{"kind":"Field","name":{"kind":"Name","value":"amount"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}},{"kind":"Field","name":{"kind":"Name","value":"payable"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}},{"kind":"Field","name":{"kind":"Name","value":"network"}}]}},{"kind":"Field","name":{"kind":"Name","value":"paid"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}},{"kind":"Field","name":{"kind":"Name","value":"refunded"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}},{"kind":"Field","name":{"kind":"Name","value":"failure"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}},{"kind":"Field","name":{"kind":"Name","value":"nextAction"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"DepositAddressAction"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"address"}},{"kind":"Field","name":{"kind":"Name","value":"checkoutUrl"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"RedirectAction"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"url"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"QrCodeAction"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"payload"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}}]}}]}}]}}]}}]}}]} as unknown as DocumentNode<FollowShopOrderSubscription, FollowShopOrderSubscriptionVariables>;