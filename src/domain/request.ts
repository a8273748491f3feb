import type { ValidationIssue } from './errors.ts';
import { unitOf } from './money.ts';
import type { Money, Network, Unit } from './money.ts';

/** A merchant's request, checked and complete, before any provider's terms are involved. */

export const paymentMethodTypes = [
  'STABLECOIN',
  'PIX',
  'UPI',
  'BANK_TRANSFER',
  'CONVENIENCE_STORE',
  'E_WALLET',
  'HOSTED_CHECKOUT',
  'CARD',
  'OTHER',
] as const;
export type PaymentMethodType = (typeof paymentMethodTypes)[number];

export type PixPresentation = 'QR_CODE' | 'HOSTED_PAGE';
export type UpiFlow = 'HOSTED_PAGE' | 'COLLECT' | 'INTENT';

export type CardPresentation = 'HOSTED_PAGE';

export interface PayerBankAccount {
  bankCode: string;
  accountNumber: string;
}

export type PaymentMethod =
  | { type: 'STABLECOIN'; currency: string; network: Network }
  | { type: 'PIX'; presentation: PixPresentation }
  | { type: 'UPI'; flow: UpiFlow; vpa: string | null }
  | { type: 'BANK_TRANSFER'; payerAccounts: readonly PayerBankAccount[] }
  | { type: 'CONVENIENCE_STORE'; chain: string }
  | { type: 'E_WALLET'; wallet: string }
  /** `methods`: the provider's names of those that its page offers; none: all that the account has. */
  | { type: 'HOSTED_CHECKOUT'; methods: readonly string[] }
  /** Details of cards are entered at the provider. They never come here. */
  | { type: 'CARD'; presentation: CardPresentation }
  /** A method that only this provider has, by its own name. */
  | { type: 'OTHER'; name: string };

export interface Customer {
  id: string | null;
  firstName: string | null;
  lastName: string | null;
  email: string | null;
  phone: string | null;
  document: string | null;
  documentType: string | null;
  ipAddress: string | null;
  postcode: string | null;
  address: string | null;
}

/** When the money is taken: with the payment, or later by captureOrder. */
export const captureModes = ['AUTOMATIC', 'MANUAL'] as const;
export type CaptureMode = (typeof captureModes)[number];

export interface OrderRequest {
  /** The merchant's own reference. */
  reference: string;
  amount: Money;
  method: PaymentMethod;
  customer: Customer;
  /** Null where the merchant gave none. A provider that requires one is given the reference. */
  description: string | null;
  /** Seconds; null where the merchant left it to the provider. */
  expiresIn: number | null;
  returnUrl: string | null;
  /** Left out: AUTOMATIC. MANUAL: the payer only authorises the payment. */
  capture?: CaptureMode;
}

/** The currency in which an order's money is counted: the token it is paid with, or else the currency of its price. */
export function countedIn({ amount, method }: Pick<OrderRequest, 'amount' | 'method'>): Unit {
  return unitOf(method.type === 'STABLECOIN' ? method : amount);
}

/** Whether an account can do an order. */
export interface OrderFit {
  /** Why method, currency or amount are not for this provider; empty when they are. */
  unable: readonly string[];
  /** What the input lacks or has wrong for this provider, with all issues at once. */
  issues: readonly ValidationIssue[];
}

export const settlementDestinationTypes = [
  'ON_CHAIN',
  'BANK_ACCOUNT',
  'REGISTERED_BANK_ACCOUNT',
  'PIX',
  'UPI',
  'WALLET',
] as const;
export type SettlementDestinationType = (typeof settlementDestinationTypes)[number];

export type PixKeyType = 'CPF' | 'CNPJ' | 'PHONE' | 'EMAIL' | 'EVP';

export type SettlementDestination =
  | { type: 'ON_CHAIN'; address: string }
  | {
      type: 'BANK_ACCOUNT';
      bankCode: string;
      bankName: string | null;
      accountNumber: string;
      holderName: string;
      phone: string | null;
      email: string | null;
    }
  | { type: 'REGISTERED_BANK_ACCOUNT'; remitId: string; fiat: string }
  | { type: 'PIX'; keyType: PixKeyType; key: string; holderName: string; document: string }
  | { type: 'UPI'; vpa: string; holderName: string }
  | { type: 'WALLET'; walletCode: string; accountNumber: string; holderName: string };

export interface SettlementRequest {
  reference: string;
  amount: Money;
  destination: SettlementDestination;
  description: string | null;
}

export interface CaptureRequest {
  amount: Money;
  /** What may be captured at most. */
  authorized: Money;
}

export interface RefundRequest {
  amount: Money;
  /** The destination, for providers that pay refunds to an address given with the request. */
  address: string | null;
  reason: string | null;
}

/** What decides about an order whether its provider takes a refund of it. */
export interface RefundedOrder {
  /** Epoch milliseconds; null where the order is not paid. */
  paidAt: number | null;
  now: number;
  /** What refunds may take in total, and what of it has been refunded. */
  sums?: { refundable: Money; refunded: Money };
}
