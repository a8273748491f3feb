import { money } from '@paygraph/provider-kit';
import type {
  CaptureToSend,
  OrderHandle,
  OrderToSend,
  RefundHandle,
  RefundToSend,
} from '@paygraph/provider-kit';
import type { SampleContext } from '@paygraph/provider-kit/conformance';
import type { StripeDouble } from '../../double/index.ts';
import { captureToSend, orderToSend, refundToSend } from '../requests.ts';

export const brl = (amount: string) => money(amount, 'BRL');

export const order = (context: SampleContext, changes: Partial<OrderToSend> = {}): OrderToSend =>
  orderToSend({ providerReference: context.fresh('T'), ...changes });

/** An order by card that is captured later. */
export const laterOrder = (context: SampleContext): OrderToSend =>
  order(context, { method: { type: 'CARD', presentation: 'HOSTED_PAGE' }, capture: 'MANUAL' });

export const captureOf = (
  of: OrderHandle,
  { fresh }: SampleContext,
  amount = '10.00',
): CaptureToSend =>
  captureToSend({ providerReference: fresh('C'), order: of, amount: brl(amount) });

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
  /** The payer has authorised it, and nothing is taken. */
  const authorizedOrder = async (context: SampleContext): Promise<OrderHandle> => {
    const sent = laterOrder(context);
    await context.connection.createOrder(sent, context.call);
    const [newest] = stripe.sessions();
    const providerOrderId = newest?.number ?? '';
    stripe.advanceOrder(providerOrderId, 'authorized');
    const { providerReference } = sent;
    return { providerReference, providerOrderId, status: 'AUTHORIZED' };
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
  return { openOrder, authorizedOrder, paidOrder, refunded, disputed };
}
export type Steps = ReturnType<typeof stepsOf>;
