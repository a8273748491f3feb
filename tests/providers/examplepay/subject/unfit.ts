import { money } from '../../../../src/domain/money.ts';
import type { Customer, SettlementDestination } from '../../../../src/domain/request.ts';
import type { Unfit } from '../../conformance/subject.ts';
import { orderToSend, payer, refundToSend, settlementToSend } from '../requests.ts';
import { destinations } from './settlements.ts';

const order = (
  name: string,
  changes: Parameters<typeof orderToSend>[0],
  verdict: { path?: string; unable?: string },
): Unfit => ({ name, kind: 'order', request: orderToSend(changes), ...verdict });

const long = (length: number): string => 'é'.repeat(length + 1);

/** The documented lengths, in characters (docs/providers/examplepay.md#amounts-and-lengths). */
const ofCustomer: readonly (readonly [member: keyof Customer, length: number, path?: string])[] = [
  ['id', 64],
  ['firstName', 80, 'customer.lastName'],
  ['email', 80],
  ['phone', 20],
  ['documentType', 20],
  ['document', 64],
];

const orders: readonly Unfit[] = [
  ...ofCustomer.map(([member, length, path = `customer.${member}`]) => {
    const customer = { ...payer, lastName: null, [member]: long(length) };
    return order(`with more than ${length} characters in ${member}`, { customer }, { path });
  }),
  ...(['firstName', 'email', 'phone'] as const).map((member) => {
    const customer = { ...payer, [member]: null };
    return order(`without ${member}`, { customer }, { path: `customer.${member}` });
  }),
  order('with a long description', { description: long(80) }, { path: 'description' }),
  order('with a lifetime', { expiresIn: 600 }, { path: 'expiresIn' }),
  order('that returns far', { returnUrl: `https://${'x'.repeat(248)}` }, { path: 'returnUrl' }),
  ...[null, long(128)].map((vpa) =>
    order(
      vpa === null ? 'by COLLECT from nobody' : 'by COLLECT from a long address',
      { method: { type: 'UPI', flow: 'COLLECT', vpa }, amount: money('1', 'INR') },
      { path: 'method.upi.vpa' },
    ),
  ),
  order(
    'by wallet',
    { method: { type: 'E_WALLET', wallet: 'DANA' } },
    { unable: 'takes no E_WALLET' },
  ),
  order(
    'by UPI in BRL',
    { method: { type: 'UPI', flow: 'INTENT', vpa: null } },
    { unable: 'takes UPI in INR' },
  ),
  order('by PIX in INR', { amount: money('1', 'INR') }, { unable: 'takes PIX in BRL' }),
  order('of nothing', { amount: money('0', 'BRL') }, { unable: 'above zero' }),
  order(
    'of 16 digits',
    { amount: money('1000000000000000.00', 'BRL') },
    { unable: 'at most 15 digits' },
  ),
];

const lengths: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  UPI: { vpa: 128, holderName: 80 },
  PIX: { key: 128, holderName: 80, document: 64 },
  BANK_ACCOUNT: {
    bankCode: 20,
    bankName: 80,
    accountNumber: 40,
    holderName: 80,
    phone: 20,
    email: 80,
  },
  WALLET: { walletCode: 20, accountNumber: 64, holderName: 80 },
};
const members: Readonly<Record<string, string>> = {
  UPI: 'upi',
  PIX: 'pix',
  BANK_ACCOUNT: 'bankAccount',
  WALLET: 'wallet',
};

function ofDestination(destination: SettlementDestination, currency: string): Unfit[] {
  const { type } = destination;
  return Object.entries(lengths[type] ?? {}).map(([field, length]) => ({
    name: `to ${type} with more than ${length} characters in ${field}`,
    kind: 'settlement',
    path: `destination.${members[type] ?? ''}.${field}`,
    request: settlementToSend({
      amount: money('1', currency),
      destination: { ...destination, [field]: long(length) },
    }),
  }));
}

const settlement = (
  name: string,
  changes: Parameters<typeof settlementToSend>[0],
  path: string,
): Unfit => ({ name, kind: 'settlement', request: settlementToSend(changes), path });

const onChain = { type: 'ON_CHAIN', address: 'x' } as const;
const wallet = {
  type: 'WALLET',
  walletCode: 'w',
  accountNumber: '1',
  holderName: 'n',
} as const;

const refund = (
  name: string,
  changes: Parameters<typeof refundToSend>[0],
  path: string,
): Unfit => ({ name, kind: 'refund', request: refundToSend(changes), path });

export function examplepayUnfit(isAll: boolean): readonly Unfit[] {
  const sums = { refundable: money('100', 'BRL'), refunded: money('10', 'BRL') };
  const second: Unfit = {
    ...refund('that is neither the first nor the rest', {}, 'amount'),
    kind: 'refund',
    request: refundToSend(),
    order: { paidAt: 0, now: 0, sums },
  };
  return [
    ...orders,
    refund('to an address', { address: 'x' }, 'address'),
    refund('with a long reason', { reason: long(80) }, 'reason'),
    ...(isAll ? [] : [second]),
    ...destinations.flatMap(([destination, currency]) => ofDestination(destination, currency)),
    settlement('with a long description', { description: long(80) }, 'description'),
    settlement('on a chain', { destination: onChain }, 'destination'),
    settlement('to UPI in BRL', { amount: money('1', 'BRL') }, 'amount.currency'),
    settlement('in USD', { amount: money('1', 'USD'), destination: wallet }, 'amount.currency'),
    settlement('of nothing', { amount: money('0', 'INR') }, 'amount.amount'),
  ];
}
