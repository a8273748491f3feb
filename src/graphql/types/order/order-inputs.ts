import { builder } from '../../builder.ts';
import {
  CaptureMode,
  CardPresentation,
  Network,
  PaymentMethodType,
  PixPresentation,
  Provider,
  UpiFlow,
} from '../enums/payment.ts';
import { OrderStatus } from '../enums/status.ts';
import { MetadataEntryInput } from '../metadata.ts';
import { MoneyInput } from '../money.ts';
import { shared } from '../descriptions.ts';

export const OrderFilter = builder.inputType('OrderFilter', {
  description:
    'An order must match all members that are set. Members that are left out or null do not restrict.',
  fields: (t) => ({
    reference: t.string({ description: "The merchant's own reference, compared exactly." }),
    providerReference: t.string({
      description: 'The number that identifies the order at the provider, compared exactly.',
    }),
    providerOrderId: t.string({ description: "The provider's own number, compared exactly." }),
    statuses: t.field({ type: [OrderStatus], description: shared.statuses }),
    account: t.id({ description: shared.accountFilter }),
    provider: t.field({ type: Provider, description: 'Orders whose account is at this provider.' }),
    needsAttention: t.boolean({
      description:
        'The order, or one of its refunds or abnormal payments, is in `attention`. False: none of them is.',
    }),
    createdFrom: t.field({ type: 'DateTime', description: shared.createdFrom }),
    createdTo: t.field({ type: 'DateTime', description: shared.createdTo }),
    currency: t.field({
      type: 'CurrencyCode',
      description: 'The currency of the requested amount.',
    }),
    amountFrom: t.field({
      type: 'Decimal',
      description: 'A requested amount of at least this, as a number, in whatever currency.',
    }),
    amountTo: t.field({
      type: 'Decimal',
      description: 'A requested amount of at most this, as a number, in whatever currency.',
    }),
    methods: t.field({ type: [PaymentMethodType], description: 'Any of these payment methods.' }),
    metadata: t.field({
      type: [MetadataEntryInput],
      description: 'All of these entries, each compared exactly.',
    }),
    customerId: t.string({
      description: "The merchant's own id of the customer, compared exactly.",
    }),
    customerEmail: t.string({
      description:
        "The customer's e-mail address. Case and spaces around it do not count. Not found once it is erased.",
    }),
    customerPhone: t.string({
      description:
        "The customer's phone number: its digits are compared. Not found once it is erased.",
    }),
  }),
});

const StablecoinInput = builder.inputType('StablecoinInput', {
  description:
    'A payment with a token. The payer sends the token, whatever currency the price is in.',
  fields: (t) => ({
    currency: t.field({
      type: 'CurrencyCode',
      required: true,
      description: 'The token that the payer sends: USDT, USDC or WUSD.',
    }),
    network: t.field({
      type: Network,
      required: true,
      description: 'The network on which the payer sends it. The token must exist there.',
    }),
  }),
});

const PixInput = builder.inputType('PixInput', {
  description: 'A PIX payment.',
  fields: (t) => ({
    presentation: t.field({
      type: PixPresentation,
      required: true,
      description:
        'How the payer is to see it. Which one a provider has: see its page in the documentation.',
    }),
  }),
});

const UpiInput = builder.inputType('UpiInput', {
  description: 'A UPI payment.',
  fields: (t) => ({
    flow: t.field({ type: UpiFlow, required: true, description: 'How the payment is begun.' }),
    vpa: t.string({ description: 'Needed for COLLECT.' }),
  }),
});

const PayerBankAccountInput = builder.inputType('PayerBankAccountInput', {
  description: 'A bank account from which the payer may send the money.',
  fields: (t) => ({
    bankCode: t.string({
      required: true,
      description: 'The code of the bank in the country of the provider, at most 32 characters.',
    }),
    accountNumber: t.string({ required: true, description: 'At most 64 characters.' }),
  }),
});

const BankTransferInput = builder.inputType('BankTransferInput', {
  description: 'A payment by bank transfer.',
  fields: (t) => ({
    payerAccounts: t.field({
      type: [PayerBankAccountInput],
      description: 'The accounts that the payer may pay from. At most 20.',
    }),
  }),
});

const ConvenienceStoreInput = builder.inputType('ConvenienceStoreInput', {
  description: 'A payment in cash at a convenience store.',
  fields: (t) => ({
    chain: t.string({
      required: true,
      description: "The provider's code of the chain: 711.",
    }),
  }),
});

const EWalletInput = builder.inputType('EWalletInput', {
  description: 'A payment from an electronic wallet.',
  fields: (t) => ({
    wallet: t.string({ required: true, description: "The provider's code of the wallet." }),
  }),
});

const HostedCheckoutInput = builder.inputType('HostedCheckoutInput', {
  description: 'A page of the provider on which the payer chooses how to pay.',
  fields: (t) => ({
    methods: t.stringList({
      description:
        "The provider's names of the methods that the page offers. At most 20, each of at most 64 characters. Left out or empty: all that the account has.",
    }),
  }),
});

const CardInput = builder.inputType('CardInput', {
  description:
    'A card payment. The card itself is entered at the provider, and is never known here.',
  fields: (t) => ({
    presentation: t.field({
      type: CardPresentation,
      description: 'How the payer is to see it. Default HOSTED_PAGE.',
    }),
  }),
});

const OtherMethodInput = builder.inputType('OtherMethodInput', {
  description: 'A payment by a method that only this provider has.',
  fields: (t) => ({
    name: t.string({
      required: true,
      description:
        "The provider's name of the method: one of `otherMethods` of ProviderCapabilities. At most 64 characters.",
    }),
  }),
});

export const PaymentMethodInput = builder.inputType('PaymentMethodInput', {
  description: 'How the payer pays. One member, with what this method needs.',
  isOneOf: true,
  fields: (t) => ({
    stablecoin: t.field({
      type: StablecoinInput,
      description: 'STABLECOIN: a token on a network.',
    }),
    pix: t.field({ type: PixInput, description: 'PIX, in Brazil.' }),
    upi: t.field({ type: UpiInput, description: 'UPI, in India.' }),
    bankTransfer: t.field({
      type: BankTransferInput,
      description: 'BANK_TRANSFER: from a bank account.',
    }),
    convenienceStore: t.field({
      type: ConvenienceStoreInput,
      description: 'CONVENIENCE_STORE: cash at a counter.',
    }),
    eWallet: t.field({ type: EWalletInput, description: 'E_WALLET: an electronic wallet.' }),
    hostedCheckout: t.field({
      type: HostedCheckoutInput,
      description: 'HOSTED_CHECKOUT: a page of the provider with a choice of methods.',
    }),
    card: t.field({ type: CardInput, description: 'CARD: a credit or debit card.' }),
    other: t.field({
      type: OtherMethodInput,
      description: 'OTHER: a method that only this provider has.',
    }),
  }),
});

export const CustomerInput = builder.inputType('CustomerInput', {
  description:
    'The payer, as far as the provider wants to know: see `requiredInputs` of ProviderCapabilities. It goes to the provider, is masked in calls and in the audit trail, and is never shown again.',
  fields: (t) => ({
    id: t.string({
      description:
        "The payer's id in the merchant's system. At most 255 characters. Left out: the reference, where the provider wants one.",
    }),
    firstName: t.string({ description: 'At most 255 characters.' }),
    lastName: t.string({ description: 'At most 255 characters.' }),
    email: t.string({ description: 'An e-mail address of at most 255 characters.' }),
    phone: t.string({ description: "As the provider's country writes it. At most 32 characters." }),
    document: t.string({
      description: 'Tax or identity number, digits as issued (CPF, CNPJ). At most 64 characters.',
    }),
    documentType: t.string({
      description:
        "What kind of number `document` is, in the provider's words: CPF, CNPJ. At most 32 characters.",
    }),
    ipAddress: t.string({ description: "The address of the payer's device, IPv4 or IPv6." }),
    postcode: t.string({ description: 'At most 32 characters.' }),
    address: t.string({
      description:
        'The street and what else the provider wants, in one line of at most 500 characters.',
    }),
  }),
});

export const CreateOrderInput = builder.inputType('CreateOrderInput', {
  description:
    'What createOrder takes. All of it is part of the request that the idempotency key stands for.',
  fields: (t) => ({
    idempotencyKey: t.id({ required: true, description: shared.idempotencyKey }),
    reference: t.string({
      required: true,
      description: "The merchant's own reference: 1 to 128 characters. It need not be unique.",
    }),
    amount: t.field({
      type: MoneyInput,
      required: true,
      description:
        'The price, more than zero. It may be in another currency than the token that the payer sends.',
    }),
    method: t.field({
      type: PaymentMethodInput,
      required: true,
      description:
        'How the payer pays. With `amount` it decides which accounts can take the order.',
    }),
    account: t.id({
      description:
        'Left out: the first enabled account that can do it. NoRouteError where a named one cannot.',
    }),
    customer: t.field({
      type: CustomerInput,
      description: 'The payer. Left out: only where the provider requires nothing of it.',
    }),
    description: t.string({
      description:
        'What the payer is shown by the provider, where it shows anything: at most 255 characters. Left out: the reference.',
    }),
    expiresIn: t.int({
      description:
        'Seconds. A ValidationError where the provider lets nobody choose. Left out: its own time.',
    }),
    returnUrl: t.field({
      type: 'URL',
      description:
        "Where the provider's page sends the payer's browser afterwards: https, or http to this machine. Left out: a plain page of this server.",
    }),
    capture: t.field({
      type: CaptureMode,
      description:
        'When the money is taken. Default AUTOMATIC. MANUAL needs an account whose provider can capture later: NoRouteError where there is none.',
    }),
    metadata: t.field({
      type: [MetadataEntryInput],
      description:
        'At most 50 entries, each key once. It is kept with the order and not sent to the provider.',
    }),
  }),
});

export const CancelOrderInput = builder.inputType('CancelOrderInput', {
  description: 'What cancelOrder takes.',
  fields: (t) => ({
    idempotencyKey: t.id({ required: true, description: shared.idempotencyKey }),
    id: t.id({ required: true, description: 'The id of the order to cancel: ord_…' }),
  }),
});
