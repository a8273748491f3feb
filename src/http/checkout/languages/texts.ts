import type { PaymentMethodType } from '../../../domain/request.ts';

/** What became of an order, as a payer sees it (`outcome.ts`). */
export type Outcome =
  | 'PREPARING'
  | 'UNKNOWN'
  | 'TO_PAY'
  | 'TO_PAY_REST'
  | 'TO_APPROVE'
  | 'AWAITED'
  | 'CONFIRMING'
  | 'AUTHORIZED'
  | 'PAID'
  | 'TOO_LITTLE'
  | 'EXPIRED'
  | 'CANCELED'
  | 'DECLINED'
  | 'FAILED'
  | 'REVERSED';

/** What sentences are made of, already formatted in their language. */
export interface Facts {
  merchant: string;
  /** What is to be paid. */
  due: string;
  /** What has come in; the same as zero where nothing has. */
  received: string;
  /** What is missing. */
  rest: string;
}

export interface OutcomeTexts {
  heading: (facts: Facts) => string;
  detail: (facts: Facts) => string;
}

/** Money that does not fit the order. `amount`: all that came in, or of a surplus that alone. */
export type AbnormalText = (amount: string, merchant: string) => string;

export type RefundState = 'UNDER_WAY' | 'UNKNOWN' | 'SUCCEEDED' | 'NOT_MADE' | 'RETURNED';

/** Every text of the page, in one language. A language that lacks one does not compile. */
export interface Texts {
  /** BCP 47, for `lang` and for the formats of numbers and times. */
  tag: string;
  /** The language's own name. */
  name: string;
  /** Of the document. */
  title: (facts: Facts) => string;
  outcomes: Readonly<Record<Outcome, OutcomeTexts>>;
  methods: Readonly<Record<PaymentMethodType, string>>;

  payTo: string;
  amount: string;
  price: string;
  /** The payer's fees are in the amount. */
  fees: string;
  description: string;
  reference: string;
  method: string;
  payBy: string;
  timeLeft: string;
  /** The time is over, and the provider has not said yet what became of it. */
  overdue: string;

  openPaymentPage: string;
  openApp: string;
  scanWithPhone: string;
  scanCode: string;
  /** The name of the image. */
  codeImage: string;
  codeAddressImage: string;
  codeText: string;
  sendExactly: string;
  toAddress: string;
  network: string;
  token: string;
  tokenContract: string;
  onlyThis: (token: string, network: string) => string;

  copy: string;
  copied: string;
  /** Names of the buttons. They begin with `copy`. */
  copyAmount: string;
  copyAddress: string;
  copyCode: string;

  notices: string;
  abnormal: Readonly<Record<'OVERPAID' | 'UNDERPAID' | 'LATE' | 'UNCLASSIFIED', AbnormalText>>;
  /** The merchant or the provider has dealt with it. */
  abnormalResolved: AbnormalText;
  refunds: string;
  refundStates: Readonly<Record<RefundState, string>>;

  backTo: (merchant: string) => string;
  mayClose: string;
  language: string;
  refresh: string;
  /** Without scripts, the page does not follow the payment. */
  withoutScript: string;
  reconnecting: string;
  reconnected: string;
  /** The page follows the payment no more. */
  ended: string;

  /** Pages without an order. */
  notFound: { heading: string; detail: string };
  expiredPage: { heading: string; detail: string };
  unavailable: { heading: string; detail: string };
}
