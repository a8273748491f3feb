/* eslint-disable */
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';
/** A payment by bank transfer. */
export type BankTransferInput = {
  /** The accounts that the payer may pay from. At most 20. */
  payerAccounts?: Array<PayerBankAccountInput> | null | undefined;
};

/** When the money of an order is taken. */
export type CaptureMode =
  /** With the payment: the payer pays, and the order is PAID. */
  | 'AUTOMATIC'
  /** Later: the payer only authorises the payment. The order is AUTHORIZED until captureOrder takes the money, cancelOrder lets it go, or the authorisation lapses. */
  | 'MANUAL';

/** A card payment. The card itself is entered at the provider, and is never known here. */
export type CardInput = {
  /** How the payer is to see it. Default HOSTED_PAGE. */
  presentation?: CardPresentation | null | undefined;
};

/** How a card payment is shown to the payer. */
export type CardPresentation =
  /** `nextAction` is a RedirectAction to a page of the provider. */
  | 'HOSTED_PAGE';

/** A payment in cash at a convenience store. */
export type ConvenienceStoreInput = {
  /** The provider's code of the chain: 711. */
  chain: string;
};

/** What createOrder takes. All of it is part of the request that the idempotency key stands for. */
export type CreateOrderInput = {
  /** Left out: the first enabled account that can do it. NoRouteError where a named one cannot. */
  account?: string | number | null | undefined;
  /** The price, more than zero. It may be in another currency than the token that the payer sends. */
  amount: MoneyInput;
  /** When the money is taken. Default AUTOMATIC. MANUAL needs an account whose provider can capture later: NoRouteError where there is none. */
  capture?: CaptureMode | null | undefined;
  /** The payer. Left out: only where the provider requires nothing of it. */
  customer?: CustomerInput | null | undefined;
  /** What the payer is shown by the provider, where it shows anything: at most 255 characters. Left out: the reference. */
  description?: string | null | undefined;
  /** Seconds. A ValidationError where the provider lets nobody choose. Left out: its own time. */
  expiresIn?: number | null | undefined;
  /** Chosen by the client, 8 to 255 printable ASCII characters. Stored for good. */
  idempotencyKey: string | number;
  /** At most 50 entries, each key once. It is kept with the order and not sent to the provider. */
  metadata?: Array<MetadataEntryInput> | null | undefined;
  /** How the payer pays. With `amount` it decides which accounts can take the order. */
  method: PaymentMethodInput;
  /** The merchant's own reference: 1 to 128 characters. It need not be unique. */
  reference: string;
  /** Where the provider's page sends the payer's browser afterwards: https, or http to this machine. Left out: a plain page of this server. */
  returnUrl?: string | null | undefined;
};

/** The payer, as far as the provider wants to know: see `requiredInputs` of ProviderCapabilities. It goes to the provider, is masked in calls and in the audit trail, and is never shown again. */
export type CustomerInput = {
  /** The street and what else the provider wants, in one line of at most 500 characters. */
  address?: string | null | undefined;
  /** Tax or identity number, digits as issued (CPF, CNPJ). At most 64 characters. */
  document?: string | null | undefined;
  /** What kind of number `document` is, in the provider's words: CPF, CNPJ. At most 32 characters. */
  documentType?: string | null | undefined;
  /** An e-mail address of at most 255 characters. */
  email?: string | null | undefined;
  /** At most 255 characters. */
  firstName?: string | null | undefined;
  /** The payer's id in the merchant's system. At most 255 characters. Left out: the reference, where the provider wants one. */
  id?: string | null | undefined;
  /** The address of the payer's device, IPv4 or IPv6. */
  ipAddress?: string | null | undefined;
  /** At most 255 characters. */
  lastName?: string | null | undefined;
  /** As the provider's country writes it. At most 32 characters. */
  phone?: string | null | undefined;
  /** At most 32 characters. */
  postcode?: string | null | undefined;
};

/** A payment from an electronic wallet. */
export type EWalletInput = {
  /** The provider's code of the wallet. */
  wallet: string;
};

/** A page of the provider on which the payer chooses how to pay. */
export type HostedCheckoutInput = {
  /** The provider's names of the methods that the page offers. At most 20, each of at most 64 characters. Left out or empty: all that the account has. */
  methods?: Array<string> | null | undefined;
};

/** A pair of texts of the merchant's own. Keep secrets and personal data out of it. */
export type MetadataEntryInput = {
  /** 1 to 64 characters, once in its list. */
  key: string;
  /** At most 500 characters; may be empty. */
  value: string;
};

/** An amount of one currency: more than zero, at most twelve digits before the point, and no more decimals than the currency has. */
export type MoneyInput = {
  /** In units of the currency, not in cents: "100.89". "100" and "100.00" are the same. */
  amount: string;
  /** Any currency of ISO 4217 that has a minor unit, or a token that Paygraph knows. Any other is a ValidationError. */
  currency: string;
  /** Required for a token, and left out for fiat. */
  network?: Network | null | undefined;
};

/** A blockchain on which a token is sent. */
export type Network =
  /** Ethereum, where tokens follow ERC-20. */
  | 'ETHEREUM'
  /** Solana, where tokens follow SPL. */
  | 'SOLANA'
  /** TRON, where tokens follow TRC-20. */
  | 'TRON';

/** A payment by a method that only this provider has. */
export type OtherMethodInput = {
  /** The provider's name of the method: one of `otherMethods` of ProviderCapabilities. At most 64 characters. */
  name: string;
};

/** A bank account from which the payer may send the money. */
export type PayerBankAccountInput = {
  /** At most 64 characters. */
  accountNumber: string;
  /** The code of the bank in the country of the provider, at most 32 characters. */
  bankCode: string;
};

/** How the payer pays. One member, with what this method needs. */
export type PaymentMethodInput =
  {   /** BANK_TRANSFER: from a bank account. */
  bankTransfer: BankTransferInput; card?: never; convenienceStore?: never; eWallet?: never; hostedCheckout?: never; other?: never; pix?: never; stablecoin?: never; upi?: never; }
  |  { bankTransfer?: never;   /** CARD: a credit or debit card. */
  card: CardInput; convenienceStore?: never; eWallet?: never; hostedCheckout?: never; other?: never; pix?: never; stablecoin?: never; upi?: never; }
  |  { bankTransfer?: never; card?: never;   /** CONVENIENCE_STORE: cash at a counter. */
  convenienceStore: ConvenienceStoreInput; eWallet?: never; hostedCheckout?: never; other?: never; pix?: never; stablecoin?: never; upi?: never; }
  |  { bankTransfer?: never; card?: never; convenienceStore?: never;   /** E_WALLET: an electronic wallet. */
  eWallet: EWalletInput; hostedCheckout?: never; other?: never; pix?: never; stablecoin?: never; upi?: never; }
  |  { bankTransfer?: never; card?: never; convenienceStore?: never; eWallet?: never;   /** HOSTED_CHECKOUT: a page of the provider with a choice of methods. */
  hostedCheckout: HostedCheckoutInput; other?: never; pix?: never; stablecoin?: never; upi?: never; }
  |  { bankTransfer?: never; card?: never; convenienceStore?: never; eWallet?: never; hostedCheckout?: never;   /** OTHER: a method that only this provider has. */
  other: OtherMethodInput; pix?: never; stablecoin?: never; upi?: never; }
  |  { bankTransfer?: never; card?: never; convenienceStore?: never; eWallet?: never; hostedCheckout?: never; other?: never;   /** PIX, in Brazil. */
  pix: PixInput; stablecoin?: never; upi?: never; }
  |  { bankTransfer?: never; card?: never; convenienceStore?: never; eWallet?: never; hostedCheckout?: never; other?: never; pix?: never;   /** STABLECOIN: a token on a network. */
  stablecoin: StablecoinInput; upi?: never; }
  |  { bankTransfer?: never; card?: never; convenienceStore?: never; eWallet?: never; hostedCheckout?: never; other?: never; pix?: never; stablecoin?: never;   /** UPI, in India. */
  upi: UpiInput; };

/** A PIX payment. */
export type PixInput = {
  /** How the payer is to see it. Which one a provider has: see its page in the documentation. */
  presentation: PixPresentation;
};

/** How a PIX payment is shown to the payer. */
export type PixPresentation =
  /** `nextAction` is a RedirectAction to a page of the provider. */
  | 'HOSTED_PAGE'
  /** `nextAction` is a QrCodeAction: your page shows the code. */
  | 'QR_CODE';

/** Whether and how a mutation is worth sending again. */
export type RetryAdvice =
  /** Do not repeat it. */
  | 'DO_NOT'
  /** Correct the input and use a new key. */
  | 'NEW_KEY'
  /** Send the same input again, with the same idempotency key. */
  | 'SAME_KEY';

/** A payment with a token. The payer sends the token, whatever currency the price is in. */
export type StablecoinInput = {
  /** The token that the payer sends: USDT, USDC or WUSD. */
  currency: string;
  /** The network on which the payer sends it. The token must exist there. */
  network: Network;
};

/** How a UPI payment is begun. */
export type UpiFlow =
  /** The provider sends a request to the UPI app of `vpa`. `nextAction` is null: the payer confirms in the app. */
  | 'COLLECT'
  /** `nextAction` is a RedirectAction to a page of the provider. */
  | 'HOSTED_PAGE'
  /** `nextAction` is a RedirectAction that opens the UPI app on the payer's device. */
  | 'INTENT';

/** A UPI payment. */
export type UpiInput = {
  /** How the payment is begun. */
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


export const ShopOrderDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"ShopOrder"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"CreateOrderInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"createOrder"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"CreateOrderSuccess"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"clientToken"}},{"kind":"Field","name":{"kind":"Name","value":"order"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ValidationError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"issues"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"path"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"NoRouteError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"reasons"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Error"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"retry"}}]}}]}}]}}]} as unknown as DocumentNode<ShopOrderMutation, ShopOrderMutationVariables>;