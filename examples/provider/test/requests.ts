import { money } from '@paygraph/provider-kit';
import type { CaptureToSend, OrderToSend, RefundToSend } from '@paygraph/provider-kit';

export const payer = {
  id: null,
  firstName: 'Ana',
  lastName: 'Souza',
  email: 'ana.souza@example.com',
  phone: null,
  document: null,
  documentType: null,
  ipAddress: null,
  postcode: null,
  address: null,
};

export const orderToSend = (changes: Partial<OrderToSend> = {}): OrderToSend => ({
  providerReference: 'T1',
  reference: 'basket 1',
  amount: money('25.00', 'BRL'),
  method: { type: 'PIX', presentation: 'HOSTED_PAGE' },
  customer: payer,
  description: null,
  expiresIn: null,
  notifyUrl: 'https://merchant.example/webhooks/1/orders',
  returnUrl: 'https://shop.example/thanks',
  ...changes,
});

export const captureToSend = (changes: Partial<CaptureToSend> = {}): CaptureToSend => ({
  providerReference: 'C1',
  order: { providerReference: 'T1', providerOrderId: null },
  amount: money('10.00', 'BRL'),
  authorized: money('25.00', 'BRL'),
  ...changes,
});

export const refundToSend = (changes: Partial<RefundToSend> = {}): RefundToSend => ({
  providerReference: 'R1',
  order: { providerReference: 'T1', providerOrderId: null },
  amount: money('10.00', 'BRL'),
  address: null,
  reason: null,
  notifyUrl: 'https://merchant.example/webhooks/1/refunds',
  ...changes,
});
