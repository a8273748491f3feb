import { shortestDecimal } from '../../domain/money.ts';
import type { Money } from '../../domain/money.ts';
import type { Secret } from '../../domain/secret.ts';
import { JsonNumber } from '../json.ts';
import type {
  AbnormalPaymentRefundToSend,
  OrderToSend,
  ProviderName,
  RefundToSend,
  SettlementToSend,
} from '../provider.ts';
import { tokenOf } from './assets.ts';
import type { QueryPrefix } from './signature.ts';

export interface GatewayConfig {
  apiKey: Secret;
  apiSecret: Secret;
  signKey: Secret;
}

/** How responses of a brand are signed. */
export interface ResponseSigning {
  /** Header names that may carry the signature. Where several are there, they must be equal. */
  signatureHeaders: readonly string[];
  /** The first header that is present counts; without any, the request's own timestamp counts. */
  timestampHeaders: readonly string[];
  queryPrefix: QueryPrefix;
}

/**
 * A request body. Members that are undefined are not sent: the gateway refuses null
 * (docs/providers/stablecoin-gateway.md#strict-requests).
 */
export type Body = Record<string, unknown>;

/** What differs between the two brands of the gateway. */
export interface Brand<Config extends GatewayConfig> {
  name: ProviderName;
  title: string;
  responseSigning: ResponseSigning;
  orderBody(order: OrderToSend, config: Config): Body;
  refundBody(refund: RefundToSend): Body;
  abnormalPaymentRefundBody(refund: AbnormalPaymentRefundToSend, transactionHash: string): Body;
  settlementBody(settlement: SettlementToSend, config: Config): Body;
}

/**
 * In seconds. W Checkout's default (docs/providers/stablecoin-gateway.md#new-orders), and ours for XCheckout, which
 * requires a value.
 */
export const defaultExpiresIn = 1800;
export const longestCustomerId = 64;

export function exactNumber(amount: Money): JsonNumber {
  return new JsonNumber(shortestDecimal(amount));
}

/**
 * The customer's id, or else the merchant's reference, cut to the length that the gateway accepts
 * (docs/providers/stablecoin-gateway.md#new-orders).
 */
export function customerIdOf({ customer, reference }: OrderToSend): string {
  return customer.id ?? reference.slice(0, longestCustomerId).toWellFormed();
}

export function orderTokenOf({ method }: OrderToSend): string {
  if (method.type !== 'STABLECOIN') throw new RangeError(`no token for ${method.type}`);
  return tokenOf(method);
}

/**
 * The gateway accepts https only, on loopback too (docs/providers/stablecoin-gateway.md#new-orders). Any other address,
 * such as our own page without TLS, is left out.
 */
export function callbackUrls(returnUrl: string): Body {
  if (!returnUrl.startsWith('https://')) return {};
  return { pcCallbackUrl: returnUrl, appCallbackUrl: returnUrl };
}

export function refundNumbers({ providerReference, order }: RefundToSend): Body {
  return { refundOrderNo: providerReference, orderNo: order.providerReference };
}

/**
 * The whole pending amount goes back to its sender, so the body has neither amount nor address
 * (docs/providers/stablecoin-gateway.md#abnormal-payments).
 */
export function abnormalPaymentRefundBody(
  { providerReference, order, amount, reason }: AbnormalPaymentRefundToSend,
  txHash: string,
): Body {
  return {
    refundOrderNo: providerReference,
    orderNo: order.providerReference,
    txHash,
    token: tokenOf(amount),
    remark: reason ?? undefined,
  };
}
