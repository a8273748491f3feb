import { money } from '../../../src/domain/money.ts';
import type {
  OrderToSend,
  RefundToSend,
  SettlementToSend,
} from '../../../src/providers/provider.ts';
import { nobody } from '../../support/customer.ts';

export const address = {
  ETHEREUM: '0x9f9D96DAB48f2E67BF93CCc7Ece46e09D5e4a22C',
  TRON: 'TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t',
  SOLANA: 'Es9vMFrzaCERmJfrF4H2FYD4KCoNkY11McCe8BenwNYB',
} as const;

export function orderToSend(changes: Partial<OrderToSend> = {}): OrderToSend {
  return {
    reference: 'invoice-1',
    amount: money('123.45', 'USD'),
    method: { type: 'STABLECOIN', currency: 'USDT', network: 'ETHEREUM' },
    customer: { ...nobody },
    description: null,
    expiresIn: null,
    returnUrl: 'http://localhost:4000/return/1',
    providerReference: 'T20260101000001',
    notifyUrl: 'http://localhost:4000/webhooks/1/orders',
    ...changes,
  };
}

export function refundToSend(changes: Partial<RefundToSend> = {}): RefundToSend {
  return {
    amount: money('10.5', 'USDT', 'ETHEREUM'),
    address: null,
    reason: null,
    providerReference: 'RF20260101000001',
    order: { providerReference: 'T20260101000001', providerOrderId: null },
    notifyUrl: 'http://localhost:4000/webhooks/1/refunds',
    ...changes,
  };
}

export function settlementToSend(changes: Partial<SettlementToSend> = {}): SettlementToSend {
  return {
    reference: 'payout-1',
    amount: money('100', 'USDT', 'ETHEREUM'),
    destination: { type: 'ON_CHAIN', address: address.ETHEREUM },
    description: null,
    providerReference: 'ST20260101000001',
    orderProviderReferences: [],
    notifyUrl: 'http://localhost:4000/webhooks/1/settlements',
    ...changes,
  };
}
