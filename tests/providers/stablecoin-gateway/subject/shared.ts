import { money } from '../../../../src/domain/money.ts';
import type { Money, Network } from '../../../../src/domain/money.ts';
import type { OrderHandle, OrderToSend } from '../../../../src/providers/provider.ts';
import type { StablecoinProvider } from '../../../../sandbox/stablecoin-platform/provider.ts';
import type { SampleContext, Subject } from '../../conformance/subject.ts';
import { orderToSend } from '../requests.ts';
import type { BrandName } from '../stub-gateway.ts';

export interface Gateway {
  name: BrandName;
  provider: StablecoinProvider;
}

/** docs/providers/stablecoin-gateway.md#tokens */
export const tokens: readonly (readonly [token: string, currency: string, network: Network])[] = [
  ['ETH_USDT', 'USDT', 'ETHEREUM'],
  ['ETH_USDC', 'USDC', 'ETHEREUM'],
  ['ETH_WUSD', 'WUSD', 'ETHEREUM'],
  ['TRX_USDT', 'USDT', 'TRON'],
  ['TRX_USDC', 'USDC', 'TRON'],
  ['SOL_USDT', 'USDT', 'SOLANA'],
  ['SOL_USDC', 'USDC', 'SOLANA'],
];
/** Where payments come from and refunds go. */
export const payerAddress = '0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed';
export const usdt = (amount: string): Money => money(amount, 'USDT', 'ETHEREUM');
export const handleOf = (providerReference: string): OrderHandle => ({
  providerReference,
  providerOrderId: null,
});
export const range = { from: 0, to: 4_000_000_000_000, page: 1 };

export type Operations = Subject['operations'];

export const rejected = (providerCode: string) => ({ refused: { code: 'REJECTED', providerCode } });

export const notThere = (of: string) => (handle: { providerReference: string }) => ({
  ...rejected('90404'),
  observations: [{ subject: 'ABSENCE', of, providerReference: handle.providerReference }],
});

export async function openOrder({ connection, call, fresh }: SampleContext): Promise<OrderToSend> {
  const order = orderToSend({ providerReference: fresh('T') });
  await connection.createOrder(order, call);
  return order;
}

export async function paidOrder(
  context: SampleContext,
  { provider }: Gateway,
): Promise<OrderHandle> {
  const { providerReference } = await openOrder(context);
  provider.pay(providerReference, { from: payerAddress });
  return handleOf(providerReference);
}
