import { money } from '@paygraph/provider-kit';
import type { OrderHandle, OrderToSend, RefundHandle, RefundToSend } from '@paygraph/provider-kit';
import type { SampleContext } from '@paygraph/provider-kit/conformance';
import type { StripeDouble } from '../../double/index.ts';
import { orderToSend, refundToSend } from '../requests.ts';

export const brl = (amount: string) => money(amount, 'BRL');

export const order = (context: SampleContext, changes: Partial<OrderToSend> = {}): OrderToSend =>
  orderToSend({ providerReference: context.fresh('T'), ...changes });

export const refundOf = (
  of: OrderHandle,
  { fresh }: SampleContext,
  amount = '10.00',
): RefundToSend => refundToSend({ providerReference: fresh('R'), order: of, amount: brl(amount) });

/** What a sample needs to exist first. */
export function stepsOf(stripe: StripeDouble) {
  const openOrder = async (context: SampleContext): Promise<OrderHandle> => {
    const sent = order(context);
    await context.connection.createOrder(sent, context.call);
    const [newest] = stripe.sessions();
    return { providerReference: sent.providerReference, providerOrderId: newest?.number ?? null };
  };
  const paidOrder = async (context: SampleContext): Promise<OrderHandle> => {
    const handle = await openOrder(context);
    stripe.advanceOrder(handle.providerOrderId ?? '', 'paid');
    return handle;
  };
  const refunded = async (context: SampleContext): Promise<RefundHandle> => {
    const refund = refundOf(await paidOrder(context), context);
    await context.connection.createRefund?.(refund, context.call);
    const [newest] = stripe.refunds();
    const providerRefundId = newest?.number ?? null;
    return { ...refund, providerRefundId };
  };
  /** A dispute of a part of a paid order, with what becomes of it. */
  const disputed = async (context: SampleContext, ...moves: readonly string[]) => {
    const order = await paidOrder(context);
    const { number } = stripe.dispute(order.providerOrderId ?? '', { units: '1000' });
    for (const move of moves) stripe.advanceDispute(number, move);
    return { order, number };
  };
  return { openOrder, paidOrder, refunded, disputed };
}
export type Steps = ReturnType<typeof stepsOf>;
