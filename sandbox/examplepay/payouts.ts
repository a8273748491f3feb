import {
  add,
  compare,
  decimal,
  EntityKind,
  freeze,
  list,
  multiply,
  roundHalfUp,
  text,
  unfreeze,
  ZERO,
} from '../double/index.ts';
import type { Decimal, Fields, Received } from '../double/index.ts';
import { newRrn } from './payments.ts';
import {
  address,
  amountField,
  amountText,
  currencies,
  currencyOf,
  newNumber,
  notify,
  numberIn,
  optionalUpTo,
  outcomeOf,
  refused,
  sufferFrom,
  timeText,
  upTo,
} from './platform.ts';
import type { Currency, ExamplepayPlatform, Payout } from './platform.ts';

/** The members of each destination with their lengths (docs/providers/examplepay.md#payouts). */
const members: Readonly<Record<string, Readonly<Record<string, number>>>> = {
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
const currencyOfType: Readonly<Record<string, Currency>> = { UPI: 'INR', PIX: 'BRL' };
const patterns: Readonly<Record<string, RegExp>> = {
  mode: /^IMPS$/,
  keyType: /^(?:CPF|CNPJ|PHONE|EMAIL|EVP)$/,
};

export const payouts: EntityKind<Payout, ExamplepayPlatform> = new EntityKind({
  name: 'payout',
  numberedBy: 'merchantTradeNo',
  moves: { PENDING: ['PAID', 'FAILED'], PAID: [], FAILED: [] },
  counts: { created: 'settlementsCreated', PAID: 'settlementsSettled' },
  next({ status, amount }) {
    if (status !== 'PENDING') return null;
    return outcomeOf(amount) === 'FAILS' ? 'FAILED' : 'PAID';
  },
  advancesAlone: ({ amount }) => outcomeOf(amount) !== 'STAYS',
  targets: { PAID: 'PAID', FAILED: 'FAILED' },
  on: {
    PAID(platform, payout) {
      payout.paidAt = platform.clock.now();
      payout.rrn = newRrn();
    },
    FAILED(_, payout) {
      payout.errorCode = 'Payout.Common.Rejected';
      payout.errorInfo = 'rejected by the bank';
    },
  },
  moved(platform, payout) {
    const { account, currency, amount, totalFee, status } = payout;
    const to = status === 'PAID' ? 'out' : 'available';
    unfreeze(account.balances[currency], add(amount, totalFee), to);
    notify(platform, 'PAYOUT', payout, payout.payoutNo, payoutView(payout));
  },
});

export function createPayout(
  platform: ExamplepayPlatform,
  received: Received<ExamplepayPlatform>,
): object {
  const { account, fields } = received;
  const number = fields.required('merchantTradeNo', upTo(50));
  const amount = fields.required('amount', amountField);
  const code = fields.required('currency', upTo(3));
  const description = fields.required('description', upTo(80));
  const method = fields.object('payoutMethod');
  const type = method.required('type', upTo(20));
  const merchantAttach = fields.optional('merchantAttach', optionalUpTo(255));
  const notifyUrl = fields.required('notifyUrl', address({ fragment: false }));
  const currency = currencyOf(code);
  const payoutMethod = readMethod(type, currency, method);
  payouts.refuseUsed(account, number);
  const outcome = outcomeOf(amount);
  if (outcome === 'REFUSED') throw refused('Payout.Common.Rejected', 'rejected');
  const totalFee = feeOf(amount);
  const total = add(amount, totalFee);
  const balance = account.balances[currency];
  if (compare(balance.available, total) < 0) {
    throw refused('Payout.Common.InsufficientBalance', 'insufficient balance');
  }
  freeze(balance, total);
  const named = { account, number, amount, currency, description, payoutMethod, merchantAttach };
  const payout = payouts.open(platform, 'PENDING', {
    ...named,
    payoutNo: newNumber(platform, 'W'),
    notifyUrl,
    totalFee,
    paidAt: null,
    rrn: null,
    errorCode: null,
    errorInfo: null,
  });
  sufferFrom(outcome, received);
  return createdView(payout);
}

function readMethod(type: string, currency: Currency, method: Fields): Record<string, string> {
  const known = Object.hasOwn(members, type) ? members[type] : undefined;
  if (known === undefined || (currencyOfType[type] ?? currency) !== currency) {
    throw refused('Common.UnsupportedMethod', `no ${type} in ${currency}`);
  }
  const read = Object.entries(known).map(([name, max]): [string, string] => [
    name,
    method.required(name, upTo(max, patterns[name])),
  ]);
  return { type, ...Object.fromEntries(read) };
}

const feeRate = decimal('0.01');
const leastFee = decimal('0.01');

/** One per cent, rounded half up to the cent, at least 0.01. */
function feeOf(amount: Decimal): Decimal {
  const fee = roundHalfUp(multiply(amount, feeRate), 2);
  return compare(fee, leastFee) < 0 ? leastFee : fee;
}

export function queryPayout(
  _: ExamplepayPlatform,
  { account, fields }: Received<ExamplepayPlatform>,
): object {
  const { own, theirs } = numberIn(fields, 'merchantTradeNo', 'payoutNo');
  return payoutView(payouts.find(account, own ?? (({ payoutNo }) => payoutNo === theirs)));
}

function createdView({ payoutNo, number: merchantTradeNo, amount, currency }: Payout): object {
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
    paidTime: timeText(paidAt),
    errorCode,
    errorInfo,
  };
}

/**
 * Balances in the order of the request. A currency without an account has a balance of zero
 * (docs/providers/examplepay.md#balance).
 */
export function queryBalance(
  _: ExamplepayPlatform,
  { account, fields }: Received<ExamplepayPlatform>,
): object {
  const codes = fields.required('currencies', list(text({ min: 0 }), { min: 1, max: 50 }));
  const balanceList = codes.map((code) => {
    const currency = currencies.find((known) => known === code);
    const { available, frozen } =
      currency === undefined ? { available: ZERO, frozen: ZERO } : account.balances[currency];
    const frozenAmount = amountText(frozen);
    return { currency: code, availableAmount: amountText(available), frozenAmount };
  });
  return { balanceList };
}
