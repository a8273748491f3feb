import { compare, toText } from '../double/fields/decimal.ts';
import type { Account, Payout, Platform } from './books.ts';
import { FAILED, freeze, IN_PROGRESS, newPlatformNumber, SUCCESSFUL, unfreeze } from './books.ts';
import { successTime } from './deposits.ts';
import type { Fields } from './fields.ts';
import { amountOf, checkForm, tradeNoOf } from './fields.ts';
import { Refusal } from './refusal.ts';

export type SettlementTarget = 'SUCCEEDED' | 'FAILED';

const NOT_BENEFICIARY = ['sign', 'timestamp', 'tradeNo', 'amount', 'notifyUrl', 'remark'];

export function disbursements(platform: Platform, account: Account, fields: Fields): object {
  const { clock, effects } = platform;
  const { payout: form, name } = account.country;
  if (form === null) throw new Refusal(`no disbursements in ${name}`);
  checkForm(fields, form);
  const tradeNo = tradeNoOf(fields);
  if (account.payouts.has(tradeNo)) throw new Refusal('tradeNo already exists');
  const amount = amountOf(fields);
  if (compare(amount, account.available) > 0) throw new Refusal('insufficient balance');
  const payout: Payout = {
    tradeNo,
    platFormTradeNo: newPlatformNumber(),
    amount,
    beneficiary: Object.fromEntries(
      [...fields].filter(([field]) => !NOT_BENEFICIARY.includes(field)),
    ),
    notifyUrl: fields.get('notifyUrl') ?? '',
    remark: fields.get('remark') ?? null,
    createdAt: clock.now(),
    status: IN_PROGRESS,
    message: 'in processing',
    succeededAt: null,
  };
  account.payouts.set(tradeNo, payout);
  freeze(account, amount);
  effects.settlementsCreated += 1;
  planEnd(platform, account, payout);
  const { platFormTradeNo, status, remark } = payout;
  const echo = remark === null ? {} : { remark };
  return { tradeNo, platFormTradeNo, status, desc: 'Paying', ...echo };
}

export function planEnd(platform: Platform, account: Account, payout: Payout): void {
  const { autoAdvanceMs, clock } = platform;
  if (autoAdvanceMs === null) return;
  clock.schedule(clock.now() + autoAdvanceMs, () => {
    if (payout.status === IN_PROGRESS) advance(platform, account, payout, 'SUCCEEDED');
  });
}

/** Amounts have two decimals, as in the documented example (docs/providers/vexora.md#queries). */
export function queryPayOutResult(_: Platform, account: Account, fields: Fields): object {
  const payout = account.payouts.get(tradeNoOf(fields));
  if (payout === undefined) throw new Refusal('order not exist');
  const { platFormTradeNo, tradeNo, amount, status, message } = payout;
  return {
    platFormTradeNo,
    tradeNo,
    amount: toText(amount, 2),
    status,
    message,
    ...successTime(payout, account),
  };
}

/** Throws where the payout has ended. */
export function advance(
  platform: Platform,
  account: Account,
  payout: Payout,
  to: SettlementTarget,
): void {
  if (payout.status !== IN_PROGRESS) {
    throw new Error(`settlement ${payout.tradeNo} is ${payout.status} and cannot become ${to}`);
  }
  const isDone = to === 'SUCCEEDED';
  payout.status = isDone ? SUCCESSFUL : FAILED;
  payout.message = isDone ? 'SUCCESS' : 'REJECTED_TRANSACTION';
  payout.succeededAt = isDone ? platform.clock.now() : null;
  unfreeze(account, payout.amount, isDone ? 'out' : 'available');
  if (isDone) platform.effects.settlementsSettled += 1;
  platform.publish(account, 'settlement', payout);
}
