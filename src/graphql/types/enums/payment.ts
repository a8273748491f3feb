import { networks } from '../../../domain/money.ts';
import {
  captureModes,
  paymentMethodTypes,
  settlementDestinationTypes,
} from '../../../domain/request.ts';
import { accountModes } from '../../../domain/routing.ts';
import type { ProviderName } from '../../../providers/provider.ts';
import { builder } from '../../builder.ts';
import { described } from './described.ts';

/** How and where money moves: networks, providers, methods and destinations. */

export const Network = builder.enumType('Network', {
  description: 'A blockchain on which a token is sent.',
  values: described(networks, {
    ETHEREUM: 'Ethereum, where tokens follow ERC-20.',
    TRON: 'TRON, where tokens follow TRC-20.',
    SOLANA: 'Solana, where tokens follow SPL.',
  }),
});

export const AccountMode = builder.enumType('AccountMode', {
  description: 'Whether an account moves money.',
  values: described(accountModes, {
    LIVE: 'It moves money.',
    TEST: "It is one of the provider's test environment. Beside live accounts, it takes only orders that name it.",
  }),
});

/** Its values are those of the providers that are loaded: `loaded-providers.ts`. */
export const Provider = builder.enumType('Provider', {
  description: 'A payment provider. `providers` tells what each can do.',
  values: described<ProviderName>([], () => ''),
});

export const PaymentMethodType = builder.enumType('PaymentMethodType', {
  description: 'How a payer pays.',
  values: described(paymentMethodTypes, {
    STABLECOIN: 'A transfer of a token on a blockchain, to an address or from a cashier page.',
    PIX: "Brazil's instant payment, by QR code or on a page of the provider.",
    UPI: "India's instant payment, in the payer's UPI app.",
    BANK_TRANSFER: 'A transfer from a bank account, as a page of the provider describes it.',
    CONVENIENCE_STORE: 'Cash at the counter of a convenience store, with a code to show there.',
    E_WALLET: 'A balance or card in an electronic wallet, confirmed in its app.',
    HOSTED_CHECKOUT: 'A page of the provider on which the payer chooses how to pay.',
    CARD: 'A credit or debit card, entered on a page of the provider.',
    OTHER: 'A method that only this provider has: `otherMethods` of ProviderCapabilities.',
  }),
});

export const CaptureMode = builder.enumType('CaptureMode', {
  description: 'When the money of an order is taken.',
  values: described(captureModes, {
    AUTOMATIC: 'With the payment: the payer pays, and the order is PAID.',
    MANUAL:
      'Later: the payer only authorises the payment. The order is AUTHORIZED until captureOrder takes the money, cancelOrder lets it go, or the authorisation lapses.',
  }),
});

export const SettlementDestinationType = builder.enumType('SettlementDestinationType', {
  description: 'Where a settlement is paid out to.',
  values: described(settlementDestinationTypes, {
    ON_CHAIN: 'An address on the blockchain of the token.',
    BANK_ACCOUNT: 'A bank account, named in the request.',
    REGISTERED_BANK_ACCOUNT: 'A bank account that was registered at the provider before.',
    PIX: 'A PIX key in Brazil.',
    UPI: 'A UPI address (VPA) in India.',
    WALLET: 'An account in an electronic wallet.',
  }),
});

export const PixPresentation = builder.enumType('PixPresentation', {
  description: 'How a PIX payment is shown to the payer.',
  values: described(['QR_CODE', 'HOSTED_PAGE'], {
    QR_CODE: '`nextAction` is a QrCodeAction: your page shows the code.',
    HOSTED_PAGE: '`nextAction` is a RedirectAction to a page of the provider.',
  }),
});

export const CardPresentation = builder.enumType('CardPresentation', {
  description: 'How a card payment is shown to the payer.',
  values: described(['HOSTED_PAGE'], {
    HOSTED_PAGE: '`nextAction` is a RedirectAction to a page of the provider.',
  }),
});

export const UpiFlow = builder.enumType('UpiFlow', {
  description: 'How a UPI payment is begun.',
  values: described(['HOSTED_PAGE', 'COLLECT', 'INTENT'], {
    HOSTED_PAGE: '`nextAction` is a RedirectAction to a page of the provider.',
    COLLECT:
      'The provider sends a request to the UPI app of `vpa`. `nextAction` is null: the payer confirms in the app.',
    INTENT: "`nextAction` is a RedirectAction that opens the UPI app on the payer's device.",
  }),
});

export const PixKeyType = builder.enumType('PixKeyType', {
  description: 'What kind of text a PIX key is.',
  values: described(['CPF', 'CNPJ', 'PHONE', 'EMAIL', 'EVP'], {
    CPF: 'The tax number of a person.',
    CNPJ: 'The tax number of a company.',
    PHONE: 'A telephone number.',
    EMAIL: 'An e-mail address.',
    EVP: 'A random key that a bank has made (a UUID).',
  }),
});
