import { builder } from '../../builder.ts';
import { PixKeyType } from '../enums/payment.ts';
import { MoneyInput } from '../money.ts';

const OnChainDestinationInput = builder.inputType('OnChainDestinationInput', {
  fields: (t) => ({
    address: t.string({ required: true }),
  }),
});

const BankAccountDestinationInput = builder.inputType('BankAccountDestinationInput', {
  fields: (t) => ({
    bankCode: t.string({ required: true }),
    bankName: t.string(),
    accountNumber: t.string({ required: true }),
    holderName: t.string({ required: true }),
    phone: t.string(),
    email: t.string(),
  }),
});

const RegisteredBankAccountDestinationInput = builder.inputType(
  'RegisteredBankAccountDestinationInput',
  {
    description: 'A bank account registered at the provider: fiat settlement of a token balance.',
    fields: (t) => ({
      remitId: t.string({ required: true }),
      fiat: t.field({ type: 'CurrencyCode', required: true }),
    }),
  },
);

const PixDestinationInput = builder.inputType('PixDestinationInput', {
  fields: (t) => ({
    keyType: t.field({ type: PixKeyType, required: true }),
    key: t.string({ required: true }),
    holderName: t.string({ required: true }),
    document: t.string({ required: true }),
  }),
});

const UpiDestinationInput = builder.inputType('UpiDestinationInput', {
  fields: (t) => ({
    vpa: t.string({ required: true }),
    holderName: t.string({ required: true }),
  }),
});

const WalletDestinationInput = builder.inputType('WalletDestinationInput', {
  fields: (t) => ({
    walletCode: t.string({ required: true }),
    accountNumber: t.string({ required: true }),
    holderName: t.string({ required: true }),
  }),
});

const SettlementDestinationInput = builder.inputType('SettlementDestinationInput', {
  isOneOf: true,
  fields: (t) => ({
    onChain: t.field({ type: OnChainDestinationInput }),
    bankAccount: t.field({ type: BankAccountDestinationInput }),
    registeredBankAccount: t.field({ type: RegisteredBankAccountDestinationInput }),
    pix: t.field({ type: PixDestinationInput }),
    upi: t.field({ type: UpiDestinationInput }),
    wallet: t.field({ type: WalletDestinationInput }),
  }),
});

export const CreateSettlementInput = builder.inputType('CreateSettlementInput', {
  fields: (t) => ({
    idempotencyKey: t.id({ required: true }),
    account: t.id({ required: true }),
    reference: t.string({ required: true }),
    amount: t.field({ type: MoneyInput, required: true }),
    destination: t.field({ type: SettlementDestinationInput, required: true }),
    orders: t.idList({
      description: 'The orders that it pays out, where the provider wants to know.',
    }),
    description: t.string(),
  }),
});

export const CancelSettlementInput = builder.inputType('CancelSettlementInput', {
  fields: (t) => ({
    idempotencyKey: t.id({ required: true }),
    id: t.id({ required: true }),
  }),
});
