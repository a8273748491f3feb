import type { ValidationIssue } from '../../domain/errors.ts';
import type { RefundRequest } from '../../domain/request.ts';
import type { OrderToSend, RefundToSend, SettlementToSend } from '../provider.ts';
import { tokenOf } from '../stablecoin-gateway/assets.ts';
import {
  callbackUrls,
  customerIdOf,
  defaultExpiresIn,
  exactNumber,
  orderTokenOf,
  refundNumbers,
} from '../stablecoin-gateway/brand.ts';
import type { Body } from '../stablecoin-gateway/brand.ts';
import { checkAddress, checkTokenAmount } from '../stablecoin-gateway/checks.ts';

/** XCheckout requires `expiredIn` (docs/providers/stablecoin-gateway.md#new-orders). */
export function orderBody(order: OrderToSend): Body {
  return {
    orderNo: order.providerReference,
    customerId: customerIdOf(order),
    orderAmount: exactNumber(order.amount),
    token: orderTokenOf(order),
    expiredIn: order.expiresIn ?? defaultExpiresIn,
    ...callbackUrls(order.returnUrl),
  };
}

/** A refund goes to the address in the request (docs/providers/stablecoin-gateway.md#refunds). */
export function refundBody(refund: RefundToSend): Body {
  return {
    ...refundNumbers(refund),
    address: refund.address ?? undefined,
    amount: exactNumber(refund.amount),
    remark: refund.reason ?? undefined,
  };
}

/** For on-chain and fiat. Amounts are JSON numbers (docs/providers/stablecoin-gateway.md#settlements). */
export function settlementBody(settlement: SettlementToSend): Body {
  const { amount, destination, orderProviderReferences: orders } = settlement;
  const common = {
    settlementOrderNo: settlement.providerReference,
    amount: exactNumber(amount),
    token: tokenOf(amount),
  };
  switch (destination.type) {
    case 'ON_CHAIN': {
      const orderNos = orders.length === 0 ? undefined : orders;
      return { ...common, address: destination.address, orderNos };
    }
    case 'REGISTERED_BANK_ACCOUNT':
      return { ...common, fiat: destination.fiat, remitId: destination.remitId };
    default:
      throw new RangeError(`no settlement to ${destination.type}`);
  }
}

export function checkRefund({ amount, address }: RefundRequest): readonly ValidationIssue[] {
  return [...checkTokenAmount(amount), ...checkAddress(address, amount, ['address'])];
}
