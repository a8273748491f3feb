import { builder } from '../../builder.ts';

const AnexpayXcheckoutConfigInput = builder.inputType('AnexpayXcheckoutConfigInput', {
  fields: (t) => ({
    apiKey: t.string({ required: true }),
    apiSecret: t.string({ required: true }),
    signKey: t.string({ required: true }),
  }),
});

const WCheckoutConfigInput = builder.inputType('WCheckoutConfigInput', {
  fields: (t) => ({
    apiKey: t.string({ required: true }),
    apiSecret: t.string({ required: true }),
    signKey: t.string({ required: true }),
    merchantId: t.string({
      required: true,
      description: 'The sub-merchant id that W Checkout requires with each order.',
    }),
  }),
});

const VexoraConfigInput = builder.inputType('VexoraConfigInput', {
  fields: (t) => ({
    merchantNo: t.string({ required: true }),
    appSecret: t.string({ required: true }),
    currency: t.field({
      type: 'CurrencyCode',
      description: 'Default TWD: the Taiwan account.',
    }),
    eWalletCodes: t.stringList({
      description:
        'Wallet codes that Vexora has enabled for the account; orders for others are refused before anything is sent.',
    }),
  }),
});

const NexapayConfigInput = builder.inputType('NexapayConfigInput', {
  fields: (t) => ({
    apiKey: t.string({ required: true }),
    secretKey: t.string({ required: true }),
    merchantId: t.string({ required: true }),
    subMerchantId: t.string({ required: true }),
    refundEnabled: t.boolean({
      description: 'Switches on the refund calls that NexaPay does not document.',
    }),
  }),
});

const ExamplepayConfigInput = builder.inputType('ExamplepayConfigInput', {
  fields: (t) => ({
    appId: t.string({ required: true }),
    appSecret: t.string({ required: true }),
    pathPrefix: t.string({ description: 'Default /pg/v2.' }),
    closeEnabled: t.boolean({
      description:
        'Switches on the close and refund-query calls that ExamplePay does not document.',
    }),
    refundQueryEnabled: t.boolean(),
  }),
});

const ProviderConfigInput = builder.inputType('ProviderConfigInput', {
  description: "One member for each provider; the names of its credentials are the provider's own.",
  isOneOf: true,
  fields: (t) => ({
    anexpayXcheckout: t.field({ type: AnexpayXcheckoutConfigInput }),
    wCheckout: t.field({ type: WCheckoutConfigInput }),
    vexora: t.field({ type: VexoraConfigInput }),
    nexapay: t.field({ type: NexapayConfigInput }),
    examplepay: t.field({ type: ExamplepayConfigInput }),
  }),
});

export const CreateProviderAccountInput = builder.inputType('CreateProviderAccountInput', {
  fields: (t) => ({
    merchant: t.id({ description: 'Given by the administrator only.' }),
    name: t.string({ required: true }),
    baseUrl: t.field({
      type: 'URL',
      description: "Left out: the provider's production address, where it is known.",
    }),
    config: t.field({ type: ProviderConfigInput, required: true }),
  }),
});

export const UpdateProviderAccountInput = builder.inputType('UpdateProviderAccountInput', {
  fields: (t) => ({
    id: t.id({ required: true }),
    name: t.string(),
    baseUrl: t.field({ type: 'URL' }),
    enabled: t.boolean(),
    config: t.field({ type: ProviderConfigInput }),
  }),
});
