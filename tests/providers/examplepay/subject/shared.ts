import { money } from '../../../../src/domain/money.ts';
import type { OrderHandle, OrderToSend } from '../../../../src/providers/provider.ts';
import type { ExamplepayProvider } from '../../../../sandbox/examplepay/double.ts';
import type { SampleContext, Subject } from '../../conformance/subject.ts';
import { orderToSend } from '../requests.ts';

export type Operations = Subject['operations'];

export const brl = (amount: string) => money(amount, 'BRL');
export const inr = (amount: string) => money(amount, 'INR');
export const code = (providerCode: string, ours = 'REJECTED') => ({
  refused: { code: ours, providerCode },
});

export const reported =
  (subject: string, status: string | null) => (handle: { providerReference: string }) => ({
    refused: null,
    observations: [{ subject, providerReference: handle.providerReference, status }],
  });
export const notThere = (of: string) => (handle: { providerReference: string }) => ({
  ...code('Common.OrderNotFound'),
  observations: [{ subject: 'ABSENCE', of, providerReference: handle.providerReference }],
});
export const failed =
  (providerCode: string, ours = 'REJECTED') =>
  (handle: { providerReference: string }) => ({
    ...code(providerCode, ours),
    observations: [
      { providerReference: handle.providerReference, status: 'FAILED', failure: { code: ours } },
    ],
  });

export function order(
  { fresh, notifyUrl }: SampleContext,
  changes: Partial<OrderToSend> = {},
): OrderToSend {
  return orderToSend({
    providerReference: fresh('T'),
    amount: brl('100.50'),
    notifyUrl: notifyUrl('orders'),
    ...changes,
  });
}

export async function openOrder(context: SampleContext): Promise<OrderHandle> {
  const sent = order(context);
  const { observations } = await context.connection.createOrder(sent, context.call);
  const [made] = observations;
  const providerOrderId = made?.subject === 'ORDER' ? (made.providerOrderId ?? null) : null;
  return { providerReference: sent.providerReference, providerOrderId };
}

export async function paidOrder(
  context: SampleContext,
  provider: ExamplepayProvider,
): Promise<OrderHandle> {
  const handle = await openOrder(context);
  provider.pay(handle.providerReference);
  return handle;
}
