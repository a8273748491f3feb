import { builder } from '../../builder.ts';
import { Network, OrderStatus, PixPresentation, Provider, UpiFlow } from '../enums.ts';
import { MetadataEntryInput } from '../metadata.ts';
import { MoneyInput } from '../money.ts';

export const OrderFilter = builder.inputType('OrderFilter', {
  fields: (t) => ({
    reference: t.string(),
    providerReference: t.string(),
    providerOrderId: t.string(),
    statuses: t.field({ type: [OrderStatus] }),
    account: t.id(),
    provider: t.field({ type: Provider }),
    createdFrom: t.field({ type: 'DateTime' }),
    createdTo: t.field({ type: 'DateTime' }),
  }),
});

const StablecoinInput = builder.inputType('StablecoinInput', {
  fields: (t) => ({
    currency: t.field({ type: 'CurrencyCode', required: true }),
    network: t.field({ type: Network, required: true }),
  }),
});

const PixInput = builder.inputType('PixInput', {
  fields: (t) => ({
    presentation: t.field({ type: PixPresentation, required: true }),
  }),
});

const UpiInput = builder.inputType('UpiInput', {
  fields: (t) => ({
    flow: t.field({ type: UpiFlow, required: true }),
    vpa: t.string({ description: 'Needed for COLLECT.' }),
  }),
});

const PayerBankAccountInput = builder.inputType('PayerBankAccountInput', {
  fields: (t) => ({
    bankCode: t.string({ required: true }),
    accountNumber: t.string({ required: true }),
  }),
});

const BankTransferInput = builder.inputType('BankTransferInput', {
  fields: (t) => ({
    payerAccounts: t.field({
      type: [PayerBankAccountInput],
      description: 'The accounts that the payer may pay from.',
    }),
  }),
});

const ConvenienceStoreInput = builder.inputType('ConvenienceStoreInput', {
  fields: (t) => ({
    chain: t.string({
      required: true,
      description: "The provider's code of the chain: 711.",
    }),
  }),
});

const EWalletInput = builder.inputType('EWalletInput', {
  fields: (t) => ({
    wallet: t.string({ required: true, description: "The provider's code of the wallet." }),
  }),
});

export const PaymentMethodInput = builder.inputType('PaymentMethodInput', {
  isOneOf: true,
  fields: (t) => ({
    stablecoin: t.field({ type: StablecoinInput }),
    pix: t.field({ type: PixInput }),
    upi: t.field({ type: UpiInput }),
    bankTransfer: t.field({ type: BankTransferInput }),
    convenienceStore: t.field({ type: ConvenienceStoreInput }),
    eWallet: t.field({ type: EWalletInput }),
  }),
});

export const CustomerInput = builder.inputType('CustomerInput', {
  fields: (t) => ({
    id: t.string({ description: "The payer's id in the merchant's system." }),
    firstName: t.string(),
    lastName: t.string(),
    email: t.string(),
    phone: t.string({ description: "As the provider's country writes it." }),
    document: t.string({
      description: 'Tax or identity number, digits as issued (CPF, CNPJ).',
    }),
    documentType: t.string(),
    ipAddress: t.string(),
    postcode: t.string(),
    address: t.string(),
  }),
});

export const CreateOrderInput = builder.inputType('CreateOrderInput', {
  fields: (t) => ({
    idempotencyKey: t.id({
      required: true,
      description: 'Chosen by the client, 8 to 255 printable ASCII characters. Stored for good.',
    }),
    reference: t.string({ required: true }),
    amount: t.field({ type: MoneyInput, required: true }),
    method: t.field({ type: PaymentMethodInput, required: true }),
    account: t.id({ description: 'Left out: the first enabled account that can do it.' }),
    customer: t.field({ type: CustomerInput }),
    description: t.string(),
    expiresIn: t.int({ description: 'Seconds.' }),
    returnUrl: t.field({ type: 'URL' }),
    metadata: t.field({ type: [MetadataEntryInput] }),
  }),
});

export const CancelOrderInput = builder.inputType('CancelOrderInput', {
  fields: (t) => ({
    idempotencyKey: t.id({ required: true }),
    id: t.id({ required: true }),
  }),
});
