import type { PayerInput, PaymentLinkStatus } from '../../../domain/payment-links/payment-link.ts';

/** Why there is no form to fill in. */
export type Obstacle =
  | Exclude<PaymentLinkStatus, 'ACTIVE'>
  | 'NOT_FOUND'
  | 'NO_METHOD'
  | 'UNAVAILABLE'
  | 'TOO_MANY'
  | 'MALFORMED'
  | 'INTERNAL';

/** Every text of the page, in one language. A language that lacks one does not compile. */
export interface LinkTexts {
  /** Of the document. */
  title: (merchant: string) => string;
  /** Above the amount. */
  payTo: (merchant: string) => string;
  chooseMethod: string;
  details: string;
  inputs: Readonly<Record<PayerInput, string>>;
  /** Beside an input that the chosen method may not need. */
  ifNeeded: string;
  correct: string;
  notValid: string;
  chooseOne: string;
  submit: (amount: string) => string;
  /** Nothing has been ordered yet. */
  note: string;
  obstacles: Readonly<Record<Obstacle, { heading: string; detail: string }>>;
}
