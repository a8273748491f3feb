import { money } from '../../../../src/domain/money.ts';
import type { PaymentMethod } from '../../../../src/domain/request.ts';
import type { Unfit } from '../../conformance/subject.ts';
import { orderToSend, settlementToSend } from '../requests.ts';
import type { PayoutFacts, RegionFacts } from './region-facts.ts';

/** docs/providers/vexora.md#refused-before-anything-is-sent */
export function vexoraUnfit(region: RegionFacts): readonly Unfit[] {
  const { payout, currency } = region;
  return [
    ...orders(region),
    ...(payout === null ? [noPayout(currency)] : payouts(payout, currency)),
  ];
}

const foreign = money('300', 'USD');
const pix: PaymentMethod = { type: 'PIX', presentation: 'QR_CODE' };
const strange: PaymentMethod = { type: 'E_WALLET', wallet: 'MOON' };

function orders(region: RegionFacts): Unfit[] {
  const { currency, customer, wrong } = region;
  const [first] = region.orders;
  const method = first?.method ?? pix;
  const order = (
    name: string,
    changes: Parameters<typeof orderToSend>[0],
    verdict: { path?: string; unable?: string },
  ): Unfit => {
    const amount = money(region.amount, currency);
    const request = orderToSend({ amount, customer, method, ...changes });
    return { name, kind: 'order', request, ...verdict };
  };
  const members = wrong.flatMap(({ member, values, method: only = method }) =>
    values.map((value) =>
      order(
        `with ${JSON.stringify(value)} as ${member}`,
        { method: only, customer: { ...customer, [member]: value } },
        { path: `customer.${member}` },
      ),
    ),
  );
  const accounts = [
    order(
      'from an account of no bank',
      {
        method: {
          type: 'BANK_TRANSFER',
          payerAccounts: [{ bankCode: '8', accountNumber: '1' }],
        },
      },
      { path: 'method.bankTransfer.payerAccounts.0' },
    ),
    order(
      'from no account',
      { method: { type: 'BANK_TRANSFER', payerAccounts: [] } },
      { path: 'method.bankTransfer.payerAccounts' },
    ),
  ];
  return [
    ...members,
    ...(currency === 'TWD' ? accounts : []),
    order('by PIX', { method: pix }, { unable: `takes no PIX in ${region.title}` }),
    order('by a strange wallet', { method: strange }, { unable: 'is not enabled' }),
    order('in USD', { amount: foreign }, { unable: `an account in ${currency}` }),
    order(
      'of too little',
      { amount: money(region.tooSmall, currency) },
      { unable: 'must be at least' },
    ),
    order('with a lifetime', { expiresIn: 600 }, { path: 'expiresIn' }),
  ];
}

function noPayout(currency: string): Unfit {
  const request = settlementToSend({ amount: money('300', currency) });
  return { name: 'at all', kind: 'settlement', path: 'account', request };
}

function payouts({ payee, wrong, amount, tooSmall }: PayoutFacts, currency: string): Unfit[] {
  const settlement = (
    name: string,
    path: string,
    changes: Parameters<typeof settlementToSend>[0],
    destination: object = {},
  ): Unfit => {
    const payout = { ...payee, ...destination } as Parameters<typeof settlementToSend>[1];
    const request = settlementToSend({ amount: money(amount, currency), ...changes }, payout);
    return { name, kind: 'settlement', path, request };
  };
  const wallet = { type: 'WALLET', walletCode: 'w', accountNumber: '1', holderName: 'n' } as const;
  return [
    ...wrong.flatMap(({ member, values }) =>
      values.map((value) =>
        settlement(
          `with ${JSON.stringify(value)} as ${member}`,
          `destination.bankAccount.${member}`,
          {},
          { [member]: value },
        ),
      ),
    ),
    settlement('of too little', 'amount.amount', { amount: money(tooSmall, currency) }),
    settlement('in USD', 'amount.currency', { amount: foreign }),
    settlement('to a wallet', 'destination', { destination: wallet }),
  ];
}
