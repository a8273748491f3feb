import type { Decimal } from '../double/fields/decimal.ts';
import { add, compare, subtract, ZERO } from '../double/fields/decimal.ts';
import { chainOf, newDigits, newTransactionHash } from './assets.ts';
import type { Account, Platform, Settlement, SettlementStatus } from './books.ts';
import { autoAdvance, SETTLEMENT_STATUSES } from './books.ts';
import type { Fields } from './fields.ts';
import {
  addressFor,
  businessNumber,
  businessNumbers,
  identifier,
  knownToken,
  oneOf,
  tokenAmount,
} from './fields.ts';
import type { Filters, Page } from './lists.ts';
import { listPage } from './lists.ts';
import { orderOf } from './orders.ts';
import { Refusal } from './refusal.ts';
import { settlementView } from './views.ts';

interface SettlementTerms {
  settlementOrderNo: string;
  token: string;
  amount: Decimal;
  address: string | null;
  merchantId: string | null;
  orderNos: readonly string[] | null;
}

export function createSettlement(platform: Platform, account: Account, fields: Fields): object {
  const settlementOrderNo = fields.required('settlementOrderNo', businessNumber);
  const amount = fields.required('amount', tokenAmount);
  const token = fields.required('token', knownToken);
  const address = fields.required('address', addressFor(token));
  const merchantId = fields.optional('merchantId', identifier);
  const orderNos = fields.optional('orderNos', businessNumbers);
  fields.end();
  const terms = { settlementOrderNo, token, amount, address, merchantId, orderNos };
  return settlementView(acceptSettlement(platform, account, terms, true));
}

/** Disabled until the operator enables it (docs/providers/stablecoin-gateway.md#settlements). */
export function createFiatSettlement(platform: Platform, account: Account, fields: Fields): object {
  const namesOrders = platform.brand.fiatSettlementNamesOrders;
  const settlementOrderNo = fields.required('settlementOrderNo', businessNumber);
  const token = fields.required('token', knownToken);
  const amount = fields.required('amount', tokenAmount);
  fields.required('fiat', oneOf(['USD']));
  fields.required('remitId', identifier);
  const merchantId = namesOrders ? fields.optional('merchantId', identifier) : null;
  const orderNos = namesOrders ? fields.optional('orderNos', businessNumbers) : null;
  fields.end();
  const terms = { settlementOrderNo, token, amount, address: null, merchantId, orderNos };
  return settlementView(acceptSettlement(platform, account, terms, platform.fiatSettlement));
}

function acceptSettlement(
  platform: Platform,
  account: Account,
  terms: SettlementTerms,
  enabled: boolean,
): Settlement {
  if (account.settlements.has(terms.settlementOrderNo)) {
    throw new Refusal('NUMBER_USED', 'settlementOrderNo already exists');
  }
  const named = platform.brand.settlementOrdersChecked ? (terms.orderNos ?? []) : [];
  const orders = named.map((orderNo) => orderOf(account, orderNo));
  if (!enabled) throw new Refusal('WRONG_STATE', 'fiat settlement is not enabled');
  const unpaid = orders.find(({ status }) => status !== 'PAID' && status !== 'PARTIAL_REFUNDED');
  if (unpaid !== undefined) {
    throw new Refusal('WRONG_STATE', `order ${unpaid.orderNo} is ${unpaid.status}`);
  }
  if (compare(terms.amount, balanceOf(account, terms.token)) > 0) {
    throw new Refusal('AMOUNT_TOO_HIGH', 'insufficient balance');
  }
  const now = platform.clock.now();
  const settlement: Settlement = {
    sysid: `ST${newDigits(19)}`,
    ...terms,
    createdAt: now,
    updatedAt: now,
    status: 'PENDING_SETTLEMENT',
    txHash: null,
  };
  account.settlements.set(settlement.settlementOrderNo, settlement);
  platform.effects.settlementsCreated += 1;
  planSteps(platform, account, settlement);
  return settlement;
}

export function planSteps(platform: Platform, account: Account, settlement: Settlement): void {
  autoAdvance(platform, () => {
    const { status } = settlement;
    if (status === 'PENDING_SETTLEMENT') {
      changeSettlementStatus(platform, account, settlement, 'SETTLING');
    } else if (status === 'SETTLING') {
      changeSettlementStatus(platform, account, settlement, 'SETTLED');
    }
    return settlement.status === 'SETTLING' ? 'moved' : 'ended';
  });
}

/**
 * The balance of a token that can be paid out (docs/providers/stablecoin-gateway.md#settlements). Abnormal payments are
 * not included.
 */
export function balanceOf(account: Account, token: string): Decimal {
  let balance = ZERO;
  for (const order of account.orders.values()) {
    if (order.everPaid && order.token === token) balance = add(balance, order.payingAmount);
  }
  for (const refund of account.refunds.values()) {
    if (refund.order.token !== token || refund.abnormalPayment !== null) continue;
    if (refund.status === 'FAILED' || refund.status === 'CANCELLED') continue;
    balance = subtract(balance, refund.amount);
  }
  for (const { status, token: paidOut, amount } of account.settlements.values()) {
    if (paidOut !== token) continue;
    if (status === 'FAILED' || status === 'REJECTED' || status === 'CANCELLED') continue;
    balance = subtract(balance, amount);
  }
  return balance;
}

export function changeSettlementStatus(
  platform: Platform,
  account: Account,
  settlement: Settlement,
  status: SettlementStatus,
): void {
  settlement.status = status;
  settlement.updatedAt = platform.clock.now();
  if (status === 'SETTLED') {
    platform.effects.settlementsSettled += 1;
    if (settlement.address !== null) {
      settlement.txHash = newTransactionHash(chainOf(settlement.token));
    }
  }
  platform.publish(account, 'SETTLEMENT_ORDER_CHANGED', settlementView(settlement));
}

function settlementOf(account: Account, fields: Fields): Settlement {
  const settlementOrderNo = fields.required('settlementOrderNo', businessNumber);
  fields.end();
  const settlement = account.settlements.get(settlementOrderNo);
  if (settlement === undefined) throw new Refusal('NOT_FOUND', 'settlement order not found');
  return settlement;
}

export function settlementInfo(_: Platform, account: Account, fields: Fields): object {
  return settlementView(settlementOf(account, fields));
}

export function cancelSettlement(platform: Platform, account: Account, fields: Fields): true {
  const settlement = settlementOf(account, fields);
  if (settlement.status !== 'PENDING_SETTLEMENT') {
    throw new Refusal('WRONG_STATE', `settlement is ${settlement.status} and cannot be cancelled`);
  }
  changeSettlementStatus(platform, account, settlement, 'CANCELLED');
  return true;
}

const FILTERS: Filters<Settlement> = {
  settlementOrderNo: { read: businessNumber, of: (settlement) => settlement.settlementOrderNo },
  token: { read: knownToken, of: (settlement) => settlement.token },
  settlementStatus: { read: oneOf(SETTLEMENT_STATUSES), of: (settlement) => settlement.status },
};
const FILTERS_WITH_MERCHANT: Filters<Settlement> = {
  ...FILTERS,
  merchantId: { read: identifier, of: (settlement) => settlement.merchantId },
};

export function listSettlements(platform: Platform, account: Account, fields: Fields): Page {
  const filters = platform.brand.settlementsByMerchant ? FILTERS_WITH_MERCHANT : FILTERS;
  return listPage(fields, account.settlements.values(), filters, settlementView);
}
