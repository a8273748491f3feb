import { compare, parseDecimal, toText, ZERO } from '../double/fields/decimal.ts';
import { chainOf, newAddress, newTransactionHash } from './assets.ts';
import type { Account, Order, Platform, Refund, Settlement, Transfer } from './books.ts';
import { dueOf, expireOrder, NO_ADDRESS, receiveTransfer } from './orders.ts';
import { changeRefundStatus } from './refunds.ts';
import { changeSettlementStatus } from './settlements.ts';

export type RefundTarget = 'REFUNDING' | 'REFUNDED' | 'FAILED';
export type SettlementTarget = 'SETTLING' | 'SETTLED' | 'FAILED' | 'REJECTED';

export interface Payment {
  /** Exact decimal string in the order's token. Default: what is due. */
  amount?: string | undefined;
  from?: string | undefined;
  txHash?: string | undefined;
  /** Epoch milliseconds of the first confirmation. Default: now. A past time counts as now. */
  at?: number | undefined;
  /** Default: the order's token. A transfer of another token arrives and is ignored. */
  token?: string | undefined;
}

interface Found<T> {
  account: Account;
  subject: T;
}

/** Searches all accounts. Of several with this number, the latest is returned. */
function find<T extends { createdAt: number }>(
  platform: Platform,
  what: string,
  number: string,
  among: (account: Account) => Map<string, T>,
): Found<T> {
  let found: Found<T> | null = null;
  for (const account of platform.accounts.values()) {
    const subject = among(account).get(number);
    if (subject === undefined) continue;
    if (found === null || subject.createdAt >= found.subject.createdAt)
      found = { account, subject };
  }
  if (found === null) throw new Error(`no such ${what}: ${number}`);
  return found;
}

export function findOrder(platform: Platform, orderNo: string): Found<Order> {
  return find(platform, 'order', orderNo, (account) => account.orders);
}

export function findRefund(platform: Platform, refundOrderNo: string): Found<Refund> {
  return find(platform, 'refund', refundOrderNo, (account) => account.refunds);
}

export function findSettlement(platform: Platform, settlementOrderNo: string): Found<Settlement> {
  return find(platform, 'settlement', settlementOrderNo, (account) => account.settlements);
}

/** Simulates a transfer to the order's deposit address (docs/providers/stablecoin-gateway.md#payments). */
export function pay(platform: Platform, orderNo: string, payment: Payment = {}): Transfer {
  const { clock } = platform;
  clock.catchUp();
  const { account, subject: order } = findOrder(platform, orderNo);
  if (order.depositAddress === NO_ADDRESS) throw new Error(`order ${orderNo} has no address`);
  const chain = chainOf(order.token);
  const amount = parseDecimal(payment.amount ?? toText(dueOf(order)));
  if (amount === null || compare(amount, ZERO) <= 0) {
    throw new Error(`not a positive amount: ${payment.amount ?? ''}`);
  }
  const txHash = payment.txHash ?? newTransactionHash(chain);
  if (order.transfers.some((transfer) => transfer.txHash === txHash)) {
    throw new Error(`transaction ${txHash} has already been seen`);
  }
  const transfer: Transfer = {
    orderNo,
    depositAddress: order.depositAddress,
    token: payment.token ?? order.token,
    amount: toText(amount),
    txHash,
    from: payment.from ?? newAddress(chain),
    at: Math.max(payment.at ?? 0, clock.now()),
  };
  const arrive = (): void => receiveTransfer(platform, account, order, transfer);
  if (transfer.at > clock.now()) clock.schedule(transfer.at, arrive);
  else arrive();
  return { ...transfer };
}

/** Lets an order expire now, without moving the clock. */
export function expire(platform: Platform, orderNo: string): void {
  const { account, subject } = findOrder(platform, orderNo);
  expireOrder(platform, account, subject);
}

/** Advances a refund by one step, or through all steps to `to`. Throws where the status does not allow it. */
export function advanceRefund(platform: Platform, number: string, to?: RefundTarget): void {
  const { account, subject: refund } = findRefund(platform, number);
  const open = refund.status === 'PENDING_REFUND' || refund.status === 'REFUNDING';
  const target = to ?? (refund.status === 'PENDING_REFUND' ? 'REFUNDING' : 'REFUNDED');
  if (!open || refund.status === target) throw illegal('refund', number, refund.status, target);
  if (refund.status === 'PENDING_REFUND' && target === 'REFUNDED') {
    changeRefundStatus(platform, account, refund, 'REFUNDING');
  }
  changeRefundStatus(platform, account, refund, target);
}

/** Advances a settlement in the same way. REJECTED is possible only before SETTLING. */
export function advanceSettlement(platform: Platform, number: string, to?: SettlementTarget): void {
  const { account, subject: settlement } = findSettlement(platform, number);
  const { status } = settlement;
  const open = status === 'PENDING_SETTLEMENT' || status === 'SETTLING';
  const target = to ?? (status === 'PENDING_SETTLEMENT' ? 'SETTLING' : 'SETTLED');
  const tooLate = target === 'REJECTED' && status === 'SETTLING';
  if (!open || status === target || tooLate) throw illegal('settlement', number, status, target);
  if (status === 'PENDING_SETTLEMENT' && target === 'SETTLED') {
    changeSettlementStatus(platform, account, settlement, 'SETTLING');
  }
  changeSettlementStatus(platform, account, settlement, target);
}

function illegal(what: string, number: string, from: string, to: string): Error {
  return new Error(`${what} ${number} is ${from} and cannot become ${to}`);
}
