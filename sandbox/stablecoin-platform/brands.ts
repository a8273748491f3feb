export type StablecoinBrand = 'ANEXPAY_XCHECKOUT' | 'W_CHECKOUT';

/** Where the two products of the platform differ (section 15 of the W Checkout specification). */
export interface Brand {
  name: StablecoinBrand;
  title: string;
  /** Section 5 and W2: every name under which a response carries its signature and timestamp. */
  signatureHeaders: readonly string[];
  timestampHeaders: readonly string[];
  /** W2, C14: header names of older platform pages, refused even beside a right signature. */
  refusedHeaders: readonly string[];
  /** A3: whether the token call takes the JSON password grant. */
  passwordGrant: boolean;
  /** Section 7.1: which of these a new order must carry. */
  orderNeeds: { merchantId: boolean; expiredIn: boolean };
  /** Section 7.5: a normal refund goes to an address the merchant gives, or to the payer. */
  refundDestination: 'address' | 'payer';
  /** C13: whether the orders a settlement names must exist and be paid. */
  settlementOrdersChecked: boolean;
  /** Sections 7.12 (XCheckout) and 7.13 (W): whether settlements are filtered by sub-merchant. */
  settlementsByMerchant: boolean;
  /** Sections 7.15 (XCheckout) and 7.10 (W): whether a fiat one names merchant and orders. */
  fiatSettlementNamesOrders: boolean;
  /** A19, W19: whether a webhook counts as delivered only with JSON and the integer retcode 200. */
  acknowledgedByInteger: boolean;
}

export const BRANDS: Record<StablecoinBrand, Brand> = {
  ANEXPAY_XCHECKOUT: {
    name: 'ANEXPAY_XCHECKOUT',
    title: 'ANexPay XCheckout',
    signatureHeaders: ['SIGNATURE'],
    timestampHeaders: ['TIMESTAMP'],
    refusedHeaders: [],
    passwordGrant: true,
    orderNeeds: { merchantId: false, expiredIn: true },
    refundDestination: 'address',
    settlementOrdersChecked: false,
    settlementsByMerchant: false,
    fiatSettlementNamesOrders: false,
    acknowledgedByInteger: false,
  },
  W_CHECKOUT: {
    name: 'W_CHECKOUT',
    title: 'W Checkout',
    signatureHeaders: ['D-Signature', 'SIGNATURE'],
    timestampHeaders: ['D-Timestamp', 'TIMESTAMP'],
    refusedHeaders: ['d-signature', 'd-timestamp'],
    passwordGrant: false,
    orderNeeds: { merchantId: true, expiredIn: false },
    refundDestination: 'payer',
    settlementOrdersChecked: true,
    settlementsByMerchant: true,
    fiatSettlementNamesOrders: true,
    acknowledgedByInteger: true,
  },
};
