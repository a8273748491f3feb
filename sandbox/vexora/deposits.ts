import { compare, count, EntityKind, parseDecimal, toText } from '../double/index.ts';
import type { Decimal, Received } from '../double/index.ts';
import { notify } from './callbacks.ts';
import { amountOf, checkForm, optionalText, tradeNoOf } from './fields.ts';
import type { Trade, VexoraAccount, VexoraPlatform } from './platform.ts';
import {
  collect,
  countryOf,
  FAILED,
  IN_PROGRESS,
  localDay,
  newPlatformNumber,
  PARTLY_PAID,
  refused,
  SUCCESSFUL,
  successTime,
} from './platform.ts';
import type { Fields } from '../double/index.ts';

/** A payment to an order. */
export interface Transfer {
  tradeNo: string;
  amount: string;
  /** The payer's account of a bank transfer: `808-0358988888888`. */
  from: string | null;
  at: number;
  /** RETURNED: it came from an account that is not listed, or to an order that has ended. */
  outcome: 'COUNTED' | 'RETURNED';
}

export interface Deposit extends Trade {
  readonly channelCode: string;
  readonly wayCode: string;
  readonly ipAddress: string | null;
  /** The accounts that may pay. Empty where any may. */
  readonly payerAccounts: readonly string[];
  readonly returnUrl: string | null;
  readonly paymentUrl: string;
  expiresAt: number;
  received: Decimal | null;
  readonly transfers: Transfer[];
}

const halfHourMs = 1_800_000;
const dayMs = 86_400_000;
/** Per IP address of a payer (docs/providers/vexora.md#limits). */
const ordersADay = 10;
const successesADay = 3;
export const timedOut = 'Collection order timed out without payment';

export const deposits: EntityKind<Deposit, VexoraPlatform> = new EntityKind({
  name: 'order',
  numberedBy: 'tradeNo',
  moves: { '0015': ['0000', '0001', '00029'], '0000': [], '0001': [], '00029': [] },
  counts: { created: 'ordersCreated', '0000': 'ordersPaid', '0001': 'ordersPaid' },
  due: [
    {
      while: IN_PROGRESS,
      at: ({ expiresAt }) => expiresAt,
      run: (platform, deposit) => expire(platform, deposit),
    },
  ],
  moved: (platform, deposit) => notify(platform, 'order', deposit, deposit.received),
});

export function checkout(
  platform: VexoraPlatform,
  { account, fields }: Received<VexoraPlatform>,
): object {
  const now = platform.clock.now();
  checkForm(fields, countryOf(account).deposit);
  const { channelCode, wayCode } = checkedChannel(account, fields);
  const number = tradeNoOf(fields);
  deposits.refuseUsed(account, number);
  const ipAddress = optionalText(fields, 'ipAddress');
  checkIpLimits(platform, account, ipAddress);
  const platFormTradeNo = newPlatformNumber();
  const lifetimeMs = isWallet(account, channelCode) ? halfHourMs : dayMs;
  const deposit = deposits.open(platform, IN_PROGRESS, {
    account,
    number,
    platFormTradeNo,
    amount: amountOf(fields),
    channelCode,
    wayCode,
    ipAddress,
    payerAccounts: optionalText(fields, 'bankNumber')?.split(',') ?? [],
    notifyUrl: optionalText(fields, 'notifyUrl') ?? '',
    returnUrl: optionalText(fields, 'returnUrl'),
    remark: optionalText(fields, 'remark'),
    paymentUrl: `${platform.baseUrl}/pay/${platFormTradeNo}`,
    createdAt: now,
    expiresAt: now + lifetimeMs,
    message: 'in processing',
    received: null,
    succeededAt: null,
    transfers: [],
  });
  const reason = account.declineNext;
  account.declineNext = null;
  if (reason !== null) fail(platform, deposit, reason);
  return createdView(deposit);
}

function isWallet(account: VexoraAccount, channelCode: string): boolean {
  return channelCode === 'EWALLET' || countryOf(account).deposit.walletField === 'payType';
}

function checkedChannel(account: VexoraAccount, fields: Fields) {
  const { channels, walletField } = countryOf(account).deposit;
  const channelCode = optionalText(fields, 'channelCode') ?? '';
  const wayCode = optionalText(fields, walletField) ?? '';
  const chosen = { channelCode, wayCode };
  if (walletField === 'payType') {
    if (!account.wallets.includes(wayCode)) throw fields.invalid(walletField, 'is not enabled');
    return chosen;
  }
  if (channelCode === '') {
    if (wayCode !== '') throw fields.missing('channelCode');
    return chosen;
  }
  if (!Object.hasOwn(channels, channelCode)) throw fields.invalid('channelCode', 'is unknown');
  const ways = channels[channelCode];
  if (ways !== undefined && !(ways ?? account.wallets).includes(wayCode)) {
    throw fields.invalid('wayCode', 'is not enabled');
  }
  return chosen;
}

/** Limits orders per calendar day of the country. */
function checkIpLimits(
  { clock }: VexoraPlatform,
  account: VexoraAccount,
  ipAddress: string | null,
): void {
  if (!account.hasIpLimits || ipAddress === null) return;
  const country = countryOf(account);
  const today = localDay(clock.now(), country);
  const isToday = (at: number | null): boolean => at !== null && localDay(at, country) === today;
  const known = [...deposits.of(account).values()].filter((one) => one.ipAddress === ipAddress);
  const made = known.filter(({ createdAt }) => isToday(createdAt));
  const successful = known.filter(
    ({ status, succeededAt }) => status === SUCCESSFUL && isToday(succeededAt),
  );
  if (made.length >= ordersADay || successful.length >= successesADay) {
    throw refused('ip limit exceeded');
  }
}

function createdView(deposit: Deposit): object {
  const { number: tradeNo, platFormTradeNo, status, remark, paymentUrl, message } = deposit;
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

export function queryPayInResult(
  _: VexoraPlatform,
  { account, fields }: Received<VexoraPlatform>,
): object {
  const deposit = deposits.find(account, tradeNoOf(fields));
  const { number: tradeNo, platFormTradeNo, status, message } = deposit;
  return {
    tradeNo,
    platFormTradeNo,
    status,
    amount: toText(deposit.received ?? deposit.amount),
    message,
    ...successTime(deposit),
  };
}

export interface Payment {
  /** Exact decimal string. Default: what is due. */
  amount?: string | undefined;
  /** The payer's account of a bank transfer, `808-0358988888888`. Default: the first that is listed. */
  from?: string | undefined;
}

/** Throws for an invalid amount. */
export function receive(platform: VexoraPlatform, deposit: Deposit, payment: Payment): Transfer {
  const amount = parseDecimal(payment.amount ?? toText(deposit.amount));
  if (amount === null || amount.units <= 0n) {
    throw new Error(`not a positive amount: ${payment.amount ?? ''}`);
  }
  const { account, payerAccounts, number: tradeNo } = deposit;
  const from = payment.from ?? payerAccounts[0] ?? null;
  const isListed = payerAccounts.length === 0 || payerAccounts.includes(from ?? '');
  const outcome = isListed && deposit.status === IN_PROGRESS ? 'COUNTED' : 'RETURNED';
  const at = platform.clock.now();
  const transfer: Transfer = { tradeNo, amount: toText(amount), from, at, outcome };
  deposit.transfers.push(transfer);
  if (outcome === 'RETURNED') {
    count(platform, 'transfersReturned');
    return { ...transfer };
  }
  const isWhole = compare(amount, deposit.amount) >= 0;
  deposit.received = amount;
  deposit.succeededAt = at;
  deposit.message = isWhole ? 'SUCCESS' : 'PARTIAL PAYMENT';
  collect(platform, account, amount);
  deposits.move(platform, deposit, isWhole ? SUCCESSFUL : PARTLY_PAID);
  return { ...transfer };
}

/** Throws where the order has ended. */
export function decline(platform: VexoraPlatform, deposit: Deposit): void {
  fail(platform, deposit, 'REJECTED_TRANSACTION');
}

export function expire(platform: VexoraPlatform, deposit: Deposit): void {
  if (deposit.status !== IN_PROGRESS) return;
  deposit.expiresAt = Math.min(deposit.expiresAt, platform.clock.now());
  fail(platform, deposit, timedOut);
}

function fail(platform: VexoraPlatform, deposit: Deposit, message: string): void {
  if (deposits.may(deposit, FAILED)) deposit.message = message;
  deposits.move(platform, deposit, FAILED);
}
