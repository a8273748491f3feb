export type StablecoinBrand = 'ANEXPAY_XCHECKOUT' | 'W_CHECKOUT';

/** Where the two products of the platform differ (docs/providers/stablecoin-gateway.md#where-the-brands-differ). */
export interface Brand {
  name: StablecoinBrand;
  title: string;
  /**
   * Every name under which an answer carries its signature and timestamp
   * (docs/providers/stablecoin-gateway.md#answer-signatures).
   */
  signatureHeaders: readonly string[];
  timestampHeaders: readonly string[];
  /** Header names of older platform pages, refused even beside a right signature. */
  refusedHeaders: readonly string[];
  /** Whether the token call takes the JSON password grant. */
  passwordGrant: boolean;
  /** Which of these a new order must carry. */
  orderNeeds: { merchantId: boolean; expiredIn: boolean };
  /** A normal refund goes to an address the merchant gives, or to the payer. */
  refundDestination: 'address' | 'payer';
  /** Whether the orders a settlement names must exist and be paid. */
  settlementOrdersChecked: boolean;
  /** Whether settlements are filtered by sub-merchant. */
  settlementsByMerchant: boolean;
  /** Whether a fiat one names merchant and orders. */
  fiatSettlementNamesOrders: boolean;
  /**
   * Whether a webhook counts as delivered only with JSON and the integer retcode 200
   * (docs/providers/stablecoin-gateway.md#retries-of-webhooks).
   */
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
