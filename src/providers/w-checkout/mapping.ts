import type { ValidationIssue } from '../../domain/errors.ts';
import { shortestDecimal } from '../../domain/money.ts';
import type { RefundRequest } from '../../domain/request.ts';
import type { OrderToSend, RefundToSend, SettlementToSend } from '../provider.ts';
import { tokenOf } from '../stablecoin-gateway/assets.ts';
import {
  callbackUrls,
  customerIdOf,
  exactNumber,
  orderTokenOf,
  refundNumbers,
} from '../stablecoin-gateway/brand.ts';
import type { Body } from '../stablecoin-gateway/brand.ts';
import { issue } from '../kit/checks.ts';
import { checkTokenAmount } from '../stablecoin-gateway/checks.ts';
import type { WCheckoutConfig } from './config.ts';

/** W Checkout requires the merchant, not the lifetime (docs/providers/stablecoin-gateway.md#new-orders). */
export function orderBody(order: OrderToSend, { merchantId }: WCheckoutConfig): Body {
  return {
    orderNo: order.providerReference,
    orderAmount: exactNumber(order.amount),
    customerId: customerIdOf(order),
    merchantId,
    token: orderTokenOf(order),
    fiat: order.amount.currency,
    expiredIn: order.expiresIn ?? undefined,
    ...callbackUrls(order.returnUrl),
  };
}

/** No destination: a refund goes back to the sender (docs/providers/stablecoin-gateway.md#refunds). */
export function refundBody(refund: RefundToSend): Body {
  return {
    ...refundNumbers(refund),
    amount: exactNumber(refund.amount),
    remark: refund.reason ?? undefined,
  };
}

/** For on-chain and fiat. Amounts are decimal strings (docs/providers/stablecoin-gateway.md#settlements). */
export function settlementBody(
  { providerReference, amount, destination, orderProviderReferences: orders }: SettlementToSend,
  { merchantId }: WCheckoutConfig,
): Body {
  const common = {
    settlementOrderNo: providerReference,
    merchantId,
    token: tokenOf(amount),
  };
  const rest = {
    amount: shortestDecimal(amount),
    orderNos: orders.length === 0 ? undefined : orders,
  };
  switch (destination.type) {
    case 'ON_CHAIN':
      return { ...common, address: destination.address, ...rest };
    case 'REGISTERED_BANK_ACCOUNT':
      return { ...common, ...rest, fiat: destination.fiat, remitId: destination.remitId };
    default:
      throw new RangeError(`no settlement to ${destination.type}`);
  }
}

export function checkRefund({ amount, address }: RefundRequest): readonly ValidationIssue[] {
  const issues = checkTokenAmount(amount);
  if (address === null) return issues;
  return [
    ...issues,
    issue(['address'], "must be left out: this provider refunds to the payer's own address"),
  ];
}
