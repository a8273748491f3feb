import { AbnormalPayment } from './abnormal-payments/abnormal-payment.tsx';
import { AbnormalPayments } from './abnormal-payments/abnormal-payments.tsx';
import { Order } from './order/order.tsx';
import { Orders } from './orders/orders.tsx';
import { PaymentLink } from './payment-links/payment-link.tsx';
import { PaymentLinks } from './payment-links/payment-links.tsx';
import { Refund } from './refunds/refund.tsx';
import { Refunds } from './refunds/refunds.tsx';
import type { PageRoute } from './route.ts';
import { NewSettlement } from './settlements/new-settlement.tsx';
import { Settlement } from './settlements/settlement.tsx';
import { Settlements } from './settlements/settlements.tsx';

/** Pages of what moves money, or asks for it. */
export const paymentRoutes: readonly PageRoute[] = [
  { path: '/orders', page: Orders, label: 'Orders' },
  { path: '/orders/:id', page: Order },
  { path: '/refunds', page: Refunds, label: 'Refunds' },
  { path: '/refunds/:id', page: Refund },
  { path: '/abnormal-payments', page: AbnormalPayments, label: 'Abnormal payments' },
  { path: '/abnormal-payments/:id', page: AbnormalPayment },
  { path: '/settlements', page: Settlements, label: 'Settlements' },
  { path: '/settlements/new', page: NewSettlement },
  { path: '/settlements/:id', page: Settlement },
  { path: '/payment-links', page: PaymentLinks, label: 'Payment links' },
  { path: '/payment-links/:id', page: PaymentLink },
];
