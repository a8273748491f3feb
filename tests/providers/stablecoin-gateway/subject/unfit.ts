import { money } from '../../../../src/domain/money.ts';
import type { Unfit } from '../../conformance/subject.ts';
import { nobody } from '../../../support/customer.ts';
import { address, orderToSend, refundToSend, settlementToSend } from '../requests.ts';
import type { BrandName } from '../stub-gateway.ts';

/** docs/providers/w-checkout.md#refused-before-anything-is-sent */
export function gatewayUnfit(name: BrandName): readonly Unfit[] {
  return [...orders, ...refunds(name), ...settlements];
}

const order = (
  what: string,
  changes: Parameters<typeof orderToSend>[0],
  verdict: { path?: string; unable?: string },
): Unfit => ({ name: what, kind: 'order', request: orderToSend(changes), ...verdict });

const expiry = { path: 'expiresIn' };
const customerId = { path: 'customer.id' };
const limits = { unable: '0.01 to 1000000 USD' };

const orders: readonly Unfit[] = [
  order('by PIX', { method: { type: 'PIX', presentation: 'QR_CODE' } }, { unable: 'takes no PIX' }),
  order(
    'in WUSD on TRON',
    { method: { type: 'STABLECOIN', currency: 'WUSD', network: 'TRON' } },
    { unable: 'takes no WUSD on TRON' },
  ),
  order('in EUR', { amount: money('1', 'EUR') }, { unable: 'prices orders in USD' }),
  order('of nothing', { amount: money('0', 'USD') }, limits),
  order('of more than a million', { amount: money('1000000.01', 'USD') }, limits),
  order('that lives for 59 s', { expiresIn: 59 }, expiry),
  order('that lives for more than a day', { expiresIn: 86_401 }, expiry),
  order('that lives for a part of a second', { expiresIn: 60.5 }, expiry),
  order('with an empty customer id', { customer: { ...nobody, id: '' } }, customerId),
  order(
    'with a customer id of 65 characters',
    { customer: { ...nobody, id: 'x'.repeat(65) } },
    customerId,
  ),
  order('that returns over http', { returnUrl: 'http://localhost/' }, { path: 'returnUrl' }),
];

function refunds(name: BrandName): Unfit[] {
  const own = name === 'ANEXPAY_XCHECKOUT' ? { address: address.ETHEREUM } : {};
  const refund = (
    what: string,
    changes: Parameters<typeof refundToSend>[0],
    path: string,
  ): Unfit => ({ name: what, kind: 'refund', request: refundToSend({ ...own, ...changes }), path });
  const amounts = [
    refund('of dollars', { amount: money('1', 'USD') }, 'amount.currency'),
    refund('of nothing', { amount: money('0', 'USDT', 'ETHEREUM') }, 'amount.amount'),
    refund(
      'with seven decimals',
      { amount: money('0.0000001', 'WUSD', 'ETHEREUM') },
      'amount.amount',
    ),
  ];
  if (name === 'W_CHECKOUT') {
    return [...amounts, refund('to an address', { address: address.ETHEREUM }, 'address')];
  }
  return [
    ...amounts,
    refund('without an address', { address: null }, 'address'),
    ...(['TRON', 'SOLANA'] as const).map((network) =>
      refund(`to ${network} instead of ETHEREUM`, { address: address[network] }, 'address'),
    ),
    refund(
      'to ETHEREUM instead of TRON',
      { amount: money('1', 'USDT', 'TRON'), address: address.ETHEREUM },
      'address',
    ),
    refund(
      'to ETHEREUM instead of SOLANA',
      { amount: money('1', 'USDT', 'SOLANA'), address: address.ETHEREUM },
      'address',
    ),
  ];
}

const settlement = (
  what: string,
  changes: Parameters<typeof settlementToSend>[0],
  path: string,
): Unfit => ({ name: what, kind: 'settlement', request: settlementToSend(changes), path });

const settlements: readonly Unfit[] = [
  settlement(
    'to a wallet',
    { destination: { type: 'WALLET', walletCode: 'w', accountNumber: '1', holderName: 'n' } },
    'destination',
  ),
  settlement(
    'in EUR to a bank',
    { destination: { type: 'REGISTERED_BANK_ACCOUNT', remitId: 'B1', fiat: 'EUR' } },
    'destination.registeredBankAccount.fiat',
  ),
  settlement(
    'to an address of another chain',
    { destination: { type: 'ON_CHAIN', address: address.TRON } },
    'destination.onChain.address',
  ),
  settlement('of nothing', { amount: money('0', 'USDT', 'ETHEREUM') }, 'amount.amount'),
  settlement('of dollars', { amount: money('1', 'USD') }, 'amount.currency'),
];
