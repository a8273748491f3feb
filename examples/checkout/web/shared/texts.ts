import type { FailureCode, Order, OrderStatus } from '@paygraph/client';

/** What the payer reads. A status that comes later does not compile until it has its text. */
const statusTexts: Record<OrderStatus, string> = {
  CREATED: 'We are preparing your payment.',
  SUBMITTING: 'We are preparing your payment.',
  UNKNOWN: 'We are asking the payment provider for your payment. Please do not pay again.',
  AWAITING_PAYMENT: 'Please pay now.',
  PARTIALLY_PAID: 'A part of the amount has arrived.',
  PROCESSING: 'Your payment is being processed.',
  AUTHORIZED: 'The payment is authorised. The money is taken later.',
  PAID: 'Thank you! Your payment has arrived.',
  EXPIRED: 'The time to pay is over. Nothing was ordered.',
  CANCELED: 'The order was canceled.',
  FAILED: 'The payment failed. Nothing was ordered.',
  REVERSED: 'The payment was taken back.',
};

const failureTexts: Record<FailureCode, string> = {
  DECLINED: 'Your bank or wallet declined it.',
  METHOD_NOT_ENABLED: 'This way to pay is not available.',
  PROVIDER_AUTHENTICATION: 'This way to pay is not available right now.',
  PROVIDER_UNAVAILABLE: 'The payment provider does not answer right now.',
  REJECTED: 'The payment provider refused it.',
  OTHER: 'Please choose another way to pay.',
};

export function textOf({ status, failure }: Order): string {
  const text = statusTexts[status];
  return status === 'FAILED' && failure !== null ? `${text} ${failureTexts[failure.code]}` : text;
}

/** Whether the payer can start again with another way to pay. */
export function isOver({ phase, status }: Order): boolean {
  return phase !== 'OPEN' && status !== 'PAID' && status !== 'PARTIALLY_PAID';
}

interface Amount {
  amount: string;
  currency: string;
}

/** The exact decimal as it came. A number would round it. */
export const amountOf = ({ amount, currency }: Amount): string => `${amount} ${currency}`;
