import { compare, EntityKind, freeze, toText, unfreeze } from '../double/index.ts';
import type { Received } from '../double/index.ts';
import { notify } from './callbacks.ts';
import { amountOf, checkForm, optionalText, tradeNoOf } from './fields.ts';
import {
  countryOf,
  FAILED,
  IN_PROGRESS,
  newPlatformNumber,
  refused,
  SUCCESSFUL,
  successTime,
} from './platform.ts';
import type { Trade, VexoraPlatform } from './platform.ts';

export type SettlementTarget = 'SUCCEEDED' | 'FAILED';

export interface Payout extends Trade {
  /** Beneficiary fields as received. */
  readonly beneficiary: Readonly<Record<string, string>>;
}

export const payouts: EntityKind<Payout, VexoraPlatform> = new EntityKind({
  name: 'settlement',
  numberedBy: 'tradeNo',
  moves: { '0015': ['0000', '00029'], '0000': [], '0001': [], '00029': [] },
  counts: { created: 'settlementsCreated', '0000': 'settlementsSettled' },
  next: ({ status }) => (status === IN_PROGRESS ? SUCCESSFUL : null),
  targets: { SUCCEEDED: SUCCESSFUL, FAILED },
  on: {
    '0000'(platform, payout) {
      payout.message = 'SUCCESS';
      payout.succeededAt = platform.clock.now();
      unfreeze(payout.account.balance, payout.amount, 'out');
    },
    '00029'(_, payout) {
      payout.message = 'REJECTED_TRANSACTION';
      unfreeze(payout.account.balance, payout.amount, 'available');
    },
  },
  moved: (platform, payout) => notify(platform, 'settlement', payout),
});

const notBeneficiary = ['sign', 'timestamp', 'tradeNo', 'amount', 'notifyUrl', 'remark'];

export function disbursements(
  platform: VexoraPlatform,
  { account, fields }: Received<VexoraPlatform>,
): object {
  const { payout: form, name } = countryOf(account);
  if (form === null) throw refused(`no disbursements in ${name}`);
  checkForm(fields, form);
  const number = tradeNoOf(fields);
  payouts.refuseUsed(account, number);
  const amount = amountOf(fields);
  if (compare(amount, account.balance.available) > 0) throw refused('insufficient balance');
  const beneficiary = fields.names
    .filter((field) => !notBeneficiary.includes(field))
    .map((field): [string, string] => [field, optionalText(fields, field) ?? '']);
  const payout = payouts.open(platform, IN_PROGRESS, {
    account,
    number,
    platFormTradeNo: newPlatformNumber(),
    amount,
    beneficiary: Object.fromEntries(beneficiary),
    notifyUrl: optionalText(fields, 'notifyUrl') ?? '',
    remark: optionalText(fields, 'remark'),
    message: 'in processing',
    succeededAt: null,
  });
  freeze(account.balance, amount);
  const { platFormTradeNo, status, remark } = payout;
  const echo = remark === null ? {} : { remark };
  return { tradeNo: number, platFormTradeNo, status, desc: 'Paying', ...echo };
}

/** Amounts have two decimals, as in the documented example (docs/providers/vexora.md#queries). */
export function queryPayOutResult(
  _: VexoraPlatform,
  { account, fields }: Received<VexoraPlatform>,
): object {
  const payout = payouts.find(account, tradeNoOf(fields));
  const { platFormTradeNo, number: tradeNo, amount, status, message } = payout;
  return {
    platFormTradeNo,
    tradeNo,
    amount: toText(amount, 2),
    status,
    message,
    ...successTime(payout),
  };
}
