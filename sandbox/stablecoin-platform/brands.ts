export type StablecoinBrand = 'ANEXPAY_XCHECKOUT' | 'W_CHECKOUT';

/** Where the two products of the platform differ (docs/providers/stablecoin-gateway.md#where-the-brands-differ). */
export interface Brand {
  name: StablecoinBrand;
  title: string;
  /** On which white is legible. */
  color: string;
  /**
   * The headers in which an answer has its signature and timestamp
   * (docs/providers/stablecoin-gateway.md#answer-signatures).
   */
  signatureHeaders: readonly string[];
  timestampHeaders: readonly string[];
  /** Header names of older documentation pages. They are refused also with a correct signature. */
  refusedHeaders: readonly string[];
  /** Whether the token call accepts the JSON password grant. */
  passwordGrant: boolean;
  /** Members that a new order must have. */
  orderNeeds: { merchantId: boolean; expiredIn: boolean };
  /** Where a normal refund goes: to an address from the merchant, or to the payer. */
  refundDestination: 'address' | 'payer';
  /** Whether the orders of a settlement must exist and be paid. */
  settlementOrdersChecked: boolean;
  /** Whether a list of settlements can be filtered by sub-merchant. */
  settlementsByMerchant: boolean;
  /** Whether a fiat settlement names merchant and orders. */
  fiatSettlementNamesOrders: boolean;
  /**
   * Whether a webhook is delivered only where the answer is JSON with the integer retcode 200
   * (docs/providers/stablecoin-gateway.md#retries-of-webhooks).
   */
  acknowledgedByInteger: boolean;
}

export const BRANDS: Record<StablecoinBrand, Brand> = {
  ANEXPAY_XCHECKOUT: {
    name: 'ANEXPAY_XCHECKOUT',
    title: 'ANexPay XCheckout',
    color: '#1f5f8b',
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
    color: '#5b3fa0',
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
