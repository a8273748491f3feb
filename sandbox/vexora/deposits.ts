import { compare, parseDecimal, toText } from '../double/fields/decimal.ts';
import type { Account, Deposit, Platform, Transfer } from './books.ts';
import {
  collect,
  FAILED,
  IN_PROGRESS,
  localDay,
  localTime,
  newPlatformNumber,
  PARTLY_PAID,
  SUCCESSFUL,
} from './books.ts';
import type { Fields } from './fields.ts';
import { amountOf, checkForm, tradeNoOf } from './fields.ts';
import { invalid, Refusal, required } from './refusal.ts';

const HALF_HOUR = 1_800_000;
const DAY = 86_400_000;
/** Per IP address of a payer (docs/providers/vexora.md#limits). */
export const ORDERS_A_DAY = 10;
export const SUCCESSES_A_DAY = 3;
export const TIMED_OUT = 'Collection order timed out without payment';
const DECLINED = 'REJECTED_TRANSACTION';

export function checkout(platform: Platform, account: Account, fields: Fields): object {
  const { clock, origin, effects } = platform;
  const { deposit: form } = account.country;
  checkForm(fields, form);
  const { channelCode, wayCode } = checkedChannel(account, fields);
  const tradeNo = tradeNoOf(fields);
  if (account.deposits.has(tradeNo)) throw new Refusal('tradeNo already exists');
  const ipAddress = fields.get('ipAddress') ?? null;
  checkIpLimits(platform, account, ipAddress);

  const now = clock.now();
  const platFormTradeNo = newPlatformNumber();
  const deposit: Deposit = {
    tradeNo,
    platFormTradeNo,
    amount: amountOf(fields),
    channelCode,
    wayCode,
    ipAddress,
    payerAccounts: fields.get('bankNumber')?.split(',') ?? [],
    notifyUrl: fields.get('notifyUrl') ?? '',
    returnUrl: fields.get('returnUrl') ?? null,
    remark: fields.get('remark') ?? null,
    paymentUrl: `${origin}/pay/${platFormTradeNo}`,
    createdAt: now,
    expiresAt: now + (isWallet(account, channelCode) ? HALF_HOUR : DAY),
    status: IN_PROGRESS,
    message: 'in processing',
    received: null,
    succeededAt: null,
    transfers: [],
  };
  account.deposits.set(tradeNo, deposit);
  effects.ordersCreated += 1;
  const reason = account.declineNext;
  account.declineNext = null;
  if (reason !== null) fail(platform, account, deposit, reason);
  else planExpiry(platform, account, deposit);
  return createdView(deposit);
}

export function planExpiry(platform: Platform, account: Account, deposit: Deposit): void {
  platform.clock.schedule(deposit.expiresAt, () => expire(platform, account, deposit));
}

function isWallet({ country }: Account, channelCode: string): boolean {
  return channelCode === 'EWALLET' || country.deposit.walletField === 'payType';
}

function checkedChannel(account: Account, fields: Fields) {
  const { channels, walletField } = account.country.deposit;
  const channelCode = fields.get('channelCode') ?? '';
  const wayCode = fields.get(walletField) ?? '';
  if (walletField === 'payType') {
    if (!account.wallets.has(wayCode)) throw invalid(walletField);
    return { channelCode, wayCode };
  }
  if (channelCode === '') {
    if (wayCode !== '') throw required('channelCode');
    return { channelCode, wayCode };
  }
  if (!Object.hasOwn(channels, channelCode)) throw invalid('channelCode');
  const ways = channels[channelCode];
  if (ways !== undefined) {
    const allowed = ways ?? [...account.wallets];
    if (!allowed.includes(wayCode)) throw invalid('wayCode');
  }
  return { channelCode, wayCode };
}

/** Limits orders per calendar day of the country. */
function checkIpLimits(platform: Platform, account: Account, ipAddress: string | null): void {
  if (!account.hasIpLimits || ipAddress === null) return;
  const today = localDay(platform.clock.now(), account.country);
  const isToday = (at: number): boolean => localDay(at, account.country) === today;
  const known = [...account.deposits.values()].filter((one) => one.ipAddress === ipAddress);
  const made = known.filter(({ createdAt }) => isToday(createdAt));
  const successful = known.filter(
    ({ status, succeededAt }) =>
      status === SUCCESSFUL && succeededAt !== null && isToday(succeededAt),
  );
  if (made.length >= ORDERS_A_DAY || successful.length >= SUCCESSES_A_DAY) {
    throw new Refusal('ip limit exceeded');
  }
}

function createdView(deposit: Deposit): object {
  const { tradeNo, platFormTradeNo, status, remark, paymentUrl, message } = deposit;
  const view = {
    tradeNo,
    platFormTradeNo,
    status,
    desc: status === IN_PROGRESS ? 'Paying' : message,
    ...(remark === null ? {} : { remark }),
  };
  if (status !== IN_PROGRESS) return { ...view, message };
  return { ...view, paymentLink: paymentUrl, paymentUrl };
}

export function queryPayInResult(_: Platform, account: Account, fields: Fields): object {
  const deposit = account.deposits.get(tradeNoOf(fields));
  if (deposit === undefined) throw new Refusal('order not exist');
  const { tradeNo, platFormTradeNo, status, message } = deposit;
  return {
    tradeNo,
    platFormTradeNo,
    status,
    amount: toText(deposit.received ?? deposit.amount),
    message,
    ...successTime(deposit, account),
  };
}

export function successTime(
  { succeededAt }: { succeededAt: number | null },
  { country }: Account,
): { successTime?: string } {
  return succeededAt === null ? {} : { successTime: localTime(succeededAt, country) };
}

export interface Payment {
  /** Exact decimal string. Default: what is due. */
  amount?: string | undefined;
  /** The payer's account of a bank transfer, `808-0358988888888`. Default: the first that is listed. */
  from?: string | undefined;
}

/** Throws for an invalid amount. */
export function receive(
  platform: Platform,
  account: Account,
  deposit: Deposit,
  payment: Payment,
): Transfer {
  const { clock, effects } = platform;
  clock.catchUp();
  const amount = parseDecimal(payment.amount ?? toText(deposit.amount));
  if (amount === null || amount.units <= 0n) {
    throw new Error(`not a positive amount: ${payment.amount ?? ''}`);
  }
  const { payerAccounts, tradeNo } = deposit;
  const from = payment.from ?? payerAccounts[0] ?? null;
  const isListed = payerAccounts.length === 0 || payerAccounts.includes(from ?? '');
  const counts = isListed && deposit.status === IN_PROGRESS;
  const outcome = counts ? 'COUNTED' : 'RETURNED';
  const at = clock.now();
  const transfer: Transfer = { tradeNo, amount: toText(amount), from, at, outcome };
  deposit.transfers.push(transfer);
  if (!counts) {
    effects.transfersReturned += 1;
    return { ...transfer };
  }
  const isWhole = compare(amount, deposit.amount) >= 0;
  deposit.received = amount;
  deposit.succeededAt = at;
  deposit.status = isWhole ? SUCCESSFUL : PARTLY_PAID;
  deposit.message = isWhole ? 'SUCCESS' : 'PARTIAL PAYMENT';
  effects.ordersPaid += 1;
  collect(platform, account, amount);
  platform.publish(account, 'order', deposit);
  return { ...transfer };
}

export function decline(platform: Platform, account: Account, deposit: Deposit): void {
  if (deposit.status !== IN_PROGRESS) throw new Error(`order is ${deposit.status}`);
  fail(platform, account, deposit, DECLINED);
}

export function expire(platform: Platform, account: Account, deposit: Deposit): void {
  if (deposit.status !== IN_PROGRESS) return;
  deposit.expiresAt = Math.min(deposit.expiresAt, platform.clock.now());
  fail(platform, account, deposit, TIMED_OUT);
}

function fail(platform: Platform, account: Account, deposit: Deposit, message: string): void {
  deposit.status = FAILED;
  deposit.message = message;
  platform.publish(account, 'order', deposit);
}
