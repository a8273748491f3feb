import { compare, EntityKind, jsonNumber, oneOf, subtract, sum } from '../double/index.ts';
import type { Decimal, Entity, Filters, Received } from '../double/index.ts';
import { chainOf, newDigits, newTransactionHash } from './assets.ts';
import type { Brand } from './brands.ts';
import {
  addressFor,
  businessNumber,
  businessNumbers,
  identifier,
  knownToken,
  listPage,
  tokenAmount,
} from './fields.ts';
import { orders } from './orders.ts';
import { isoTime, publish, refused } from './platform.ts';
import type { Kind, StablecoinAccount, StablecoinPlatform } from './platform.ts';
import { normalRefundsOf } from './refunds.ts';

const statuses = [
  'PENDING_SETTLEMENT',
  'SETTLING',
  'SETTLED',
  'FAILED',
  'REJECTED',
  'CANCELLED',
] as const;
export type SettlementStatus = (typeof statuses)[number];

/** Its number is the settlementOrderNo. */
export interface Settlement extends Entity<SettlementStatus, StablecoinAccount> {
  readonly sysid: string;
  readonly token: string;
  /** Null for a fiat settlement. */
  readonly address: string | null;
  readonly merchantId: string | null;
  readonly amount: Decimal;
  readonly orderNos: readonly string[] | null;
  txHash: string | null;
}

export const settlementTargets = {
  SETTLING: 'SETTLING',
  SETTLED: 'SETTLED',
  FAILED: 'FAILED',
  REJECTED: 'REJECTED',
} as const;

const following: Readonly<Partial<Record<SettlementStatus, SettlementStatus>>> = {
  PENDING_SETTLEMENT: 'SETTLING',
  SETTLING: 'SETTLED',
};

export const settlements: Kind<Settlement> = new EntityKind({
  name: 'settlement',
  numberedBy: 'settlementOrderNo',
  moves: {
    PENDING_SETTLEMENT: ['SETTLING', 'FAILED', 'REJECTED', 'CANCELLED'],
    SETTLING: ['SETTLED', 'FAILED'],
    SETTLED: [],
    FAILED: [],
    REJECTED: [],
    CANCELLED: [],
  },
  counts: { created: 'settlementsCreated', SETTLED: 'settlementsSettled' },
  next: ({ status }) => following[status] ?? null,
  targets: settlementTargets,
  on: {
    SETTLED(_, settlement) {
      const { address, token } = settlement;
      if (address !== null) settlement.txHash = newTransactionHash(chainOf(token));
    },
  },
  moved: (platform, settlement) =>
    publish(platform, settlement.account, 'SETTLEMENT_ORDER_CHANGED', view(settlement)),
});

type Call = Received<StablecoinPlatform>;
type Terms = Pick<
  Settlement,
  'number' | 'account' | 'token' | 'amount' | 'address' | 'merchantId' | 'orderNos'
>;

export const createSettlement =
  (brand: Brand) =>
  (platform: StablecoinPlatform, { account, fields }: Call): object => {
    const number = fields.required('settlementOrderNo', businessNumber);
    const amount = fields.required('amount', tokenAmount);
    const token = fields.required('token', knownToken);
    const address = fields.required('address', addressFor(token));
    const merchantId = fields.optional('merchantId', identifier);
    const orderNos = fields.optional('orderNos', businessNumbers);
    fields.end();
    const terms = { number, account, token, amount, address, merchantId, orderNos };
    return accept(platform, brand, terms, true);
  };

/** Disabled until the operator enables it (docs/providers/stablecoin-gateway.md#settlements). */
export const createFiatSettlement =
  (brand: Brand) =>
  (platform: StablecoinPlatform, { account, fields }: Call): object => {
    const namesOrders = brand.fiatSettlementNamesOrders;
    const number = fields.required('settlementOrderNo', businessNumber);
    const token = fields.required('token', knownToken);
    const amount = fields.required('amount', tokenAmount);
    fields.required('fiat', oneOf(['USD']));
    fields.required('remitId', identifier);
    const merchantId = namesOrders ? fields.optional('merchantId', identifier) : null;
    const orderNos = namesOrders ? fields.optional('orderNos', businessNumbers) : null;
    fields.end();
    const terms = { number, account, token, amount, address: null, merchantId, orderNos };
    return accept(platform, brand, terms, platform.switches.fiatSettlement);
  };

function accept(
  platform: StablecoinPlatform,
  { settlementOrdersChecked }: Brand,
  terms: Terms,
  isEnabled: boolean,
): object {
  const { account } = terms;
  settlements.refuseUsed(account, terms.number);
  const orderNos = settlementOrdersChecked ? (terms.orderNos ?? []) : [];
  const named = orderNos.map((orderNo) => orders.find(account, orderNo));
  if (!isEnabled) throw refused('WRONG_STATE', 'fiat settlement is not enabled');
  const unpaid = named.find(({ status }) => status !== 'PAID' && status !== 'PARTIAL_REFUNDED');
  if (unpaid !== undefined) {
    throw refused('WRONG_STATE', `order ${unpaid.number} is ${unpaid.status}`);
  }
  if (compare(terms.amount, balanceOf(account, terms.token)) > 0) {
    throw refused('AMOUNT_TOO_HIGH', 'insufficient balance');
  }
  const sysid = `ST${newDigits(19)}`;
  const members = { ...terms, sysid, txHash: null };
  return view(settlements.open(platform, 'PENDING_SETTLEMENT', members));
}

/**
 * The balance of a token that can be paid out (docs/providers/stablecoin-gateway.md#settlements). Abnormal payments are
 * not included.
 */
function balanceOf(account: StablecoinAccount, token: string): Decimal {
  const paid = [...orders.of(account).values()]
    .filter((order) => order.everPaid && order.token === token)
    .map(({ payingAmount }) => payingAmount);
  const refunded = normalRefundsOf(account, (order) => order.token === token);
  const paidOut = [...settlements.of(account).values()]
    .filter((settlement) => settlement.token === token)
    .filter(({ status }) => !['FAILED', 'REJECTED', 'CANCELLED'].includes(status))
    .map(({ amount }) => amount);
  return subtract(sum(paid), sum([...refunded, ...paidOut]));
}

function wanted({ account, fields }: Call): Settlement {
  const number = fields.required('settlementOrderNo', businessNumber);
  fields.end();
  return settlements.find(account, number);
}

export const settlementInfo = (_: StablecoinPlatform, call: Call): object => view(wanted(call));

export function cancelSettlement(platform: StablecoinPlatform, call: Call): true {
  settlements.move(platform, wanted(call), 'CANCELLED');
  return true;
}

const filters: Filters<Settlement> = {
  settlementOrderNo: { read: businessNumber, of: ({ number }) => number },
  token: { read: knownToken, of: ({ token }) => token },
  settlementStatus: { read: oneOf(statuses), of: ({ status }) => status },
};
const filtersWithMerchant: Filters<Settlement> = {
  ...filters,
  merchantId: { read: identifier, of: ({ merchantId }) => merchantId },
};

export const listSettlements =
  ({ settlementsByMerchant }: Brand) =>
  (_: StablecoinPlatform, { account, fields }: Call): object => {
    const allowed = settlementsByMerchant ? filtersWithMerchant : filters;
    return listPage(fields, settlements.of(account).values(), allowed, view);
  };

/** Also the data of SETTLEMENT_ORDER_CHANGED. */
const view = (settlement: Settlement): object => ({
  sysid: settlement.sysid,
  settlementOrderNo: settlement.number,
  token: settlement.token,
  address: settlement.address,
  merchantId: settlement.merchantId,
  amount: jsonNumber(settlement.amount),
  orderNos: settlement.orderNos,
  txHash: settlement.txHash,
  settlementStatus: settlement.status,
  createdTime: isoTime(settlement.createdAt),
  updatedTime: isoTime(settlement.updatedAt),
});
