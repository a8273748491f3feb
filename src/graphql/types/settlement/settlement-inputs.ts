import { builder } from '../../builder.ts';
import { PixKeyType } from '../enums/payment.ts';
import { MoneyInput } from '../money.ts';
import { shared } from '../descriptions.ts';

const OnChainDestinationInput = builder.inputType('OnChainDestinationInput', {
  description: "An address on the blockchain of the amount's token.",
  fields: (t) => ({
    address: t.string({
      required: true,
      description:
        'In the form of its network, at most 128 characters. Money that is sent to a wrong address is lost.',
    }),
  }),
});

const BankAccountDestinationInput = builder.inputType('BankAccountDestinationInput', {
  description: 'A bank account of the country of the provider.',
  fields: (t) => ({
    bankCode: t.string({
      required: true,
      description: "The provider's code of the bank, at most 32 characters.",
    }),
    bankName: t.string({ description: 'At most 128 characters.' }),
    accountNumber: t.string({
      required: true,
      description: 'At most 64 characters. Shown again only by its last four.',
    }),
    holderName: t.string({
      required: true,
      description: 'The name of the holder as the bank knows it, at most 128 characters.',
    }),
    phone: t.string({
      description: "The holder's telephone number as the country writes it, at most 32 characters.",
    }),
    email: t.string({ description: "The holder's e-mail address, at most 255 characters." }),
  }),
});

const RegisteredBankAccountDestinationInput = builder.inputType(
  'RegisteredBankAccountDestinationInput',
  {
    description: 'A bank account registered at the provider: fiat settlement of a token balance.',
    fields: (t) => ({
      remitId: t.string({
        required: true,
        description:
          'The id under which the provider has registered the account, at most 128 characters.',
      }),
      fiat: t.field({
        type: 'CurrencyCode',
        required: true,
        description: 'The currency that arrives. The amount of the settlement is in the token.',
      }),
    }),
  },
);

const PixDestinationInput = builder.inputType('PixDestinationInput', {
  description: 'A PIX key.',
  fields: (t) => ({
    keyType: t.field({
      type: PixKeyType,
      required: true,
      description: 'What kind of text `key` is.',
    }),
    key: t.string({ required: true, description: 'The key itself, at most 128 characters.' }),
    holderName: t.string({
      required: true,
      description: 'The name of the holder, at most 128 characters.',
    }),
    document: t.string({
      required: true,
      description: "The holder's CPF or CNPJ, at most 32 characters.",
    }),
  }),
});

const UpiDestinationInput = builder.inputType('UpiDestinationInput', {
  description: 'A UPI address.',
  fields: (t) => ({
    vpa: t.string({
      required: true,
      description: 'The virtual payment address: name@bank. At most 255 characters.',
    }),
    holderName: t.string({
      required: true,
      description: 'The name of the holder, at most 128 characters.',
    }),
  }),
});

const WalletDestinationInput = builder.inputType('WalletDestinationInput', {
  description: 'An account in an electronic wallet.',
  fields: (t) => ({
    walletCode: t.string({
      required: true,
      description: "The provider's code of the wallet, at most 64 characters.",
    }),
    accountNumber: t.string({
      required: true,
      description: 'The number of the account, mostly a telephone number: at most 64 characters.',
    }),
    holderName: t.string({
      required: true,
      description: 'The name of the holder, at most 128 characters.',
    }),
  }),
});

const SettlementDestinationInput = builder.inputType('SettlementDestinationInput', {
  description:
    'Where the money goes. One member; `settlementDestinations` of ProviderCapabilities tells which a provider takes.',
  isOneOf: true,
  fields: (t) => ({
    onChain: t.field({
      type: OnChainDestinationInput,
      description: 'ON_CHAIN: an address on a blockchain.',
    }),
    bankAccount: t.field({
      type: BankAccountDestinationInput,
      description: 'BANK_ACCOUNT: an account at any bank of the country.',
    }),
    registeredBankAccount: t.field({
      type: RegisteredBankAccountDestinationInput,
      description: 'REGISTERED_BANK_ACCOUNT: an account that the provider knows already.',
    }),
    pix: t.field({ type: PixDestinationInput, description: 'PIX: a key in Brazil.' }),
    upi: t.field({ type: UpiDestinationInput, description: 'UPI: an address in India.' }),
    wallet: t.field({ type: WalletDestinationInput, description: 'WALLET: an electronic wallet.' }),
  }),
});

export const CreateSettlementInput = builder.inputType('CreateSettlementInput', {
  description: 'What createSettlement takes.',
  fields: (t) => ({
    idempotencyKey: t.id({ required: true, description: shared.idempotencyKey }),
    account: t.id({
      required: true,
      description:
        'The id of the account that pays it out: acc_… A settlement is never sent with another one.',
    }),
    reference: t.string({
      required: true,
      description: "The merchant's own reference: 1 to 128 characters. It need not be unique.",
    }),
    amount: t.field({
      type: MoneyInput,
      required: true,
      description:
        'In the currency of the balance. A settlement above the balance is FAILED, with the code REJECTED.',
    }),
    destination: t.field({
      type: SettlementDestinationInput,
      required: true,
      description: 'Checked for what the provider takes before anything is sent.',
    }),
    orders: t.idList({
      description:
        'The orders that it pays out, where the provider wants to know. At most 500, all of this account.',
    }),
    description: t.string({
      description: 'Goes to the provider, where it takes one. 1 to 255 characters.',
    }),
  }),
});

export const CancelSettlementInput = builder.inputType('CancelSettlementInput', {
  description: 'What cancelSettlement takes.',
  fields: (t) => ({
    idempotencyKey: t.id({ required: true, description: shared.idempotencyKey }),
    id: t.id({ required: true, description: 'The id of the settlement: stl_…' }),
  }),
});
