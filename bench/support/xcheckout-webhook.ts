import { signWebhook } from '../../src/providers/stablecoin-gateway/webhook.ts';
import { providerOrderIdOf, providerReferenceOf } from './numbers.ts';

/** A request as the load generator sends it. */
export interface Request {
  headers: Record<string, string>;
  body: string;
}

/** A signed CHECKOUT_ORDER_CHANGED, the same for both brands of the gateway. */
export function paidWebhook(order: number, signKey: string): Request {
  const now = Date.now();
  const body = JSON.stringify({
    eventId: `evt_${String(order).padStart(12, '0')}`,
    eventType: 'CHECKOUT_ORDER_CHANGED',
    timestamp: Math.floor(now / 1000),
    data: {
      sysid: providerOrderIdOf(order),
      orderNo: providerReferenceOf(order),
      customerId: 'customer-1',
      orderAmount: 100,
      payingAmount: 101,
      token: 'ETH_USDT',
      coinAddress: '0xdac17f958d2ee523a2206206994597c13d831ec7',
      depositAddress: '0x2ea755250f9620a6c66b0cd0d41740e3eaec1765',
      paymentUrl: 'https://pay.example.test/pay/OR1971467057612247041',
      exchangeRate: 1.01,
      orderStatus: 'PAID',
      createdTime: '2026-11-21 10:00:00',
      updatedTime: '2026-11-21 10:05:00',
    },
  });
  const headers = { 'content-type': 'application/json', ...signWebhook(body, signKey, now) };
  return { headers, body };
}
