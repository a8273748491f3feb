import type { Account, Currency, Payout, Platform } from './books.ts';
import { amountText, CURRENCIES, mishapOf, outcomeOf, timeText } from './books.ts';
import type { Fields } from './fields.ts';
import { currencyOf } from './fields.ts';
import type { Performed } from './payments.ts';
import { newRrn } from './payments.ts';
import { Refusal } from './refusal.ts';

/** The members of each destination with their lengths (docs/providers/examplepay.md#payouts). */
const MEMBERS: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  UPI: { vpa: 128, payeeName: 80 },
  BANK_ACCOUNT: {
    mode: 20,
    bankCode: 20,
    bankName: 80,
    accountNumber: 40,
    payeeName: 80,
    payeePhone: 20,
    payeeEmail: 80,
  },
  PIX: { keyType: 20, key: 128, payeeName: 80, document: 64 },
  WALLET: { walletCode: 20, accountNumber: 64, payeeName: 80 },
};
/** The currency of a destination. Destinations that are not listed take either currency. */
const CURRENCY_OF: Readonly<Record<string, Currency>> = { UPI: 'INR', PIX: 'BRL' };
const PATTERNS: Readonly<Record<string, RegExp>> = {
  mode: /^IMPS$/,
  keyType: /^(?:CPF|CNPJ|PHONE|EMAIL|EVP)$/,
};

export function createPayout(platform: Platform, account: Account, fields: Fields): Performed {
  const merchantTradeNo = fields.text('merchantTradeNo', 50);
  const amount = fields.amount('amount');
  const code = fields.text('currency', 3);
  const description = fields.text('description', 80);
  const method = fields.object('payoutMethod');
  const type = method.text('type', 20);
  const merchantAttach = fields.optionalText('merchantAttach', 255);
  const notifyUrl = fields.url('notifyUrl', { fragment: false });
  const currency = currencyOf(code);
  const payoutMethod = readMethod(type, currency, method);
  if (account.payouts.has(merchantTradeNo)) {
    throw new Refusal('Common.DuplicateOrder', 'merchantTradeNo has been used');
  }
  const outcome = outcomeOf(amount);
  if (outcome === 'REFUSED') throw new Refusal('Payout.Common.Rejected', 'rejected');
  const totalFee = feeOf(amount);
  const balance = account.balances[currency];
  if (balance.available < amount + totalFee) {
    throw new Refusal('Payout.Common.InsufficientBalance', 'insufficient balance');
  }
  balance.available -= amount + totalFee;
  balance.frozen += amount + totalFee;
  const named = { merchantTradeNo, amount, currency, description, payoutMethod, merchantAttach };
  const payout: Payout = {
    ...named,
    payoutNo: platform.nextNumber('W'),
    notifyUrl,
    totalFee,
    createdAt: platform.clock.now(),
    status: 'PENDING',
    paidAt: null,
    rrn: null,
    errorCode: null,
    errorInfo: null,
  };
  account.payouts.set(merchantTradeNo, payout);
  platform.effects.settlementsCreated += 1;
  planEnd(platform, account, payout);
  return { data: createdView(payout), mishap: mishapOf(outcome) };
}

function readMethod(type: string, currency: Currency, method: Fields): Record<string, string> {
  const members = MEMBERS[type];
  if (members === undefined || (CURRENCY_OF[type] ?? currency) !== currency) {
    throw new Refusal('Common.UnsupportedMethod', `no ${type} in ${currency}`);
  }
  const read = Object.entries(members).map(([name, max]): [string, string] => [
    name,
    method.text(name, max, PATTERNS[name]),
  ]);
  return { type, ...Object.fromEntries(read) };
}

/** One per cent, rounded half up to the cent, at least 0.01. */
function feeOf(amount: bigint): bigint {
  const fee = (amount + 50n) / 100n;
  return fee === 0n ? 1n : fee;
}

export function planEnd(platform: Platform, account: Account, payout: Payout): void {
  const { autoAdvanceMs, clock } = platform;
  // This payout stays PENDING for good.
  if (autoAdvanceMs === null || outcomeOf(payout.amount) === 'STAYS') return;
  clock.schedule(clock.now() + autoAdvanceMs, () => endPayout(platform, account, payout));
}

/** Ends an open payout, with the outcome of the cents of its amount or a given one. */
export function endPayout(
  platform: Platform,
  account: Account,
  payout: Payout,
  to: 'PAID' | 'FAILED' = outcomeOf(payout.amount) === 'FAILS' ? 'FAILED' : 'PAID',
): void {
  if (payout.status !== 'PENDING') return;
  const balance = account.balances[payout.currency];
  const held = payout.amount + payout.totalFee;
  balance.frozen -= held;
  payout.status = to;
  if (to === 'PAID') {
    payout.paidAt = platform.clock.now();
    payout.rrn = newRrn();
    platform.effects.settlementsSettled += 1;
  } else {
    balance.available += held;
    payout.errorCode = 'Payout.Common.Rejected';
    payout.errorInfo = 'rejected by the bank';
  }
  const { payoutNo: number, notifyUrl: url } = payout;
  const outcome = outcomeOf(payout.amount);
  const notification = { account, number, url, data: payoutView(payout), outcome };
  platform.publish({ eventType: 'PAYOUT', ...notification });
}

export function queryPayout(_platform: Platform, account: Account, fields: Fields): Performed {
  const { by, number } = fields.eitherOf(['merchantTradeNo', 50], ['payoutNo', 32]);
  const payout =
    by === 'merchantTradeNo'
      ? account.payouts.get(number)
      : [...account.payouts.values()].find(({ payoutNo }) => payoutNo === number);
  if (payout === undefined) throw new Refusal('Common.OrderNotFound', 'order not found');
  return { data: payoutView(payout) };
}

function createdView({ payoutNo, merchantTradeNo, amount, currency }: Payout): object {
  return { payoutNo, merchantTradeNo, amount: amountText(amount), currency };
}

function payoutView(payout: Payout): object {
  const { totalFee, status, rrn, merchantAttach, createdAt, paidAt } = payout;
  const { errorCode, errorInfo } = payout;
  return {
    ...createdView(payout),
    totalFee: amountText(totalFee),
    status,
    rrn,
    merchantAttach,
    createdTime: timeText(createdAt),
    paidTime: paidAt === null ? null : timeText(paidAt),
    errorCode,
    errorInfo,
  };
}

/**
 * Balances in the order of the request. A currency without an account has a balance of zero
 * (docs/providers/examplepay.md#balance).
 */
export function queryBalance(_platform: Platform, account: Account, fields: Fields): Performed {
  const balanceList = fields.texts('currencies').map((code) => {
    const currency = CURRENCIES.find((known) => known === code);
    const { available, frozen } =
      currency === undefined ? { available: 0n, frozen: 0n } : account.balances[currency];
    const frozenAmount = amountText(frozen);
    return { currency: code, availableAmount: amountText(available), frozenAmount };
  });
  return { data: { balanceList } };
}
