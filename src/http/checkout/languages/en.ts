import type { Texts } from './texts.ts';

export const en: Texts = {
  tag: 'en',
  name: 'English',
  title: ({ merchant, due }) => `${due} to ${merchant}`,
  outcomes: {
    PREPARING: {
      heading: () => 'Your payment is being prepared',
      detail: () => 'This usually takes a few seconds.',
    },
    UNKNOWN: {
      heading: () => 'We are asking the payment provider',
      detail: () =>
        'The provider has not confirmed this payment yet. We keep asking until we know. Please do not pay again in another way meanwhile.',
    },
    TO_PAY: {
      heading: ({ due }) => `Pay ${due}`,
      detail: () => 'Your payment appears here as soon as it arrives.',
    },
    TO_PAY_REST: {
      heading: ({ rest }) => `${rest} is still missing`,
      detail: ({ received, due }) =>
        `${received} of ${due} has arrived. Please pay the rest in the same way.`,
    },
    TO_APPROVE: {
      heading: () => 'Approve the request in your UPI app',
      detail: ({ merchant, due }) =>
        `A request for ${due} from ${merchant} was sent to your UPI app. Open the app and approve it.`,
    },
    AWAITED: {
      heading: ({ due }) => `Waiting for ${due}`,
      detail: () => 'Please follow the instructions of the payment provider.',
    },
    CONFIRMING: {
      heading: () => 'Your payment is being confirmed',
      detail: () => 'It has been seen and is being confirmed. You do not have to do anything.',
    },
    AUTHORIZED: {
      heading: () => 'Authorised. Thank you!',
      detail: ({ due, merchant }) =>
        `${due} is reserved for ${merchant}. The money is taken later. You do not have to do anything more.`,
    },
    PAID: {
      heading: () => 'Paid. Thank you!',
      detail: ({ received, merchant }) => `${merchant} has received ${received}.`,
    },
    TOO_LITTLE: {
      heading: () => 'Too little was paid',
      detail: ({ received, due, merchant }) =>
        `${received} of ${due} has arrived, and no more can be paid here. ${merchant} has been informed. Please contact them.`,
    },
    EXPIRED: {
      heading: () => 'The time to pay is over',
      detail: ({ merchant }) =>
        `Please do not pay any more. If you still want to buy, begin again at ${merchant}. If you have paid already, ${merchant} will be informed as soon as the payment arrives.`,
    },
    CANCELED: {
      heading: () => 'This payment was canceled',
      detail: ({ merchant }) => `Please do not pay any more. You can begin again at ${merchant}.`,
    },
    DECLINED: {
      heading: () => 'The payment was declined',
      detail: ({ merchant }) =>
        `Your bank or the payment provider declined it. You can begin again at ${merchant}, perhaps in another way.`,
    },
    FAILED: {
      heading: () => 'The payment could not be made',
      detail: ({ merchant }) =>
        `Something went wrong between ${merchant} and the payment provider. Please do not pay here any more. You can begin again at ${merchant}.`,
    },
    REVERSED: {
      heading: () => 'The payment was taken back',
      detail: ({ merchant }) =>
        `It had been paid, and the money was taken back later. Please contact ${merchant} if you did not expect that.`,
    },
  },
  methods: {
    STABLECOIN: 'Stablecoin',
    PIX: 'PIX',
    UPI: 'UPI',
    BANK_TRANSFER: 'Bank transfer',
    CONVENIENCE_STORE: 'Convenience store',
    E_WALLET: 'E-wallet',
    HOSTED_CHECKOUT: 'Payment page',
    CARD: 'Card',
    OTHER: 'Other method',
  },
  payTo: 'Pay to',
  amount: 'Amount',
  price: 'Price',
  fees: 'Including fees of',
  description: 'For',
  reference: 'Reference',
  method: 'Payment method',
  payBy: 'Pay by',
  timeLeft: 'Time left',
  overdue:
    'The time to pay is over. We are asking the provider what became of it. Please do not pay any more.',
  openPaymentPage: 'Continue to payment',
  openApp: 'Open your payment app',
  scanWithPhone: 'Or scan this code with the payment app of your phone.',
  scanCode: 'Scan this code with the app of your bank.',
  codeImage: 'QR code of this payment',
  codeAddressImage: 'QR code of the address',
  codeText: 'Code to copy and paste',
  sendExactly: 'Send exactly',
  toAddress: 'To this address',
  network: 'Network',
  token: 'Token',
  tokenContract: 'Token contract',
  onlyThis: (token, network) =>
    `Send only ${token}, and only on ${network}. Anything else may be lost.`,
  copy: 'Copy',
  copied: 'Copied',
  copyAmount: 'Copy amount',
  copyAddress: 'Copy address',
  copyCode: 'Copy code',
  notices: 'About your money',
  abnormal: {
    OVERPAID: (amount, merchant) =>
      `You paid ${amount} more than was due. ${merchant} has been informed and will contact you or give it back.`,
    UNDERPAID: (amount, merchant) =>
      `${amount} arrived, which is less than was due. ${merchant} has been informed. Please contact them.`,
    LATE: (amount, merchant) =>
      `${amount} arrived after this payment was over. ${merchant} has been informed. Please contact them.`,
    UNCLASSIFIED: (amount, merchant) =>
      `${amount} arrived and does not fit this payment. ${merchant} has been informed.`,
  },
  abnormalResolved: (amount, merchant) =>
    `${amount} arrived that did not fit this payment. ${merchant} has dealt with it.`,
  refunds: 'Refunds',
  refundStates: {
    UNDER_WAY: 'On its way to you',
    UNKNOWN: 'We are asking the provider',
    SUCCEEDED: 'Refunded',
    NOT_MADE: 'Not made',
    RETURNED: 'Came back to the merchant',
  },
  backTo: (merchant) => `Back to ${merchant}`,
  mayClose: 'You may close this page.',
  language: 'Language',
  refresh: 'Refresh',
  withoutScript: 'Without JavaScript this page does not change by itself.',
  reconnecting: 'The connection is lost. This is what we knew last. Reconnecting…',
  reconnected: 'Connected again.',
  ended: 'This page is no longer updated.',
  notFound: {
    heading: 'There is no such payment',
    detail: 'The address is incomplete or wrong. Please open the link again where you got it.',
  },
  expiredPage: {
    heading: 'This page has expired',
    detail:
      'The payment ended some time ago. Please ask the shop where you ordered what became of it, and do not pay any more.',
  },
  unavailable: {
    heading: 'This page cannot be shown right now',
    detail:
      'Your payment is not affected. Please wait a moment and refresh the page. Do not pay twice.',
  },
};
