import { money } from '../../../src/domain/money.ts';
import type { Customer } from '../../../src/domain/request.ts';
import type {
  OrderToSend,
  RefundToSend,
  RefundUnderWay,
  SettlementToSend,
} from '../../../src/providers/provider.ts';
import { notifyUrl } from './vectors.ts';

/** The payer of E3. */
export const payer: Customer = {
  id: 'u1001',
  firstName: 'João',
  lastName: 'Silva',
  email: 'joao@example.com',
  phone: '+5511987654321',
  document: '12345678900',
  documentType: 'CPF',
  ipAddress: null,
  postcode: null,
  address: null,
};

/** E3. */
export function orderToSend(changes: Partial<OrderToSend> = {}): OrderToSend {
  return {
    reference: 'invoice-1',
    amount: money('100.05', 'BRL'),
    method: { type: 'PIX', presentation: 'HOSTED_PAGE' },
    customer: payer,
    description: '测试订单 café',
    expiresIn: null,
    returnUrl: 'https://merchant.example.test/return',
    providerReference: 'ORD-20240514-0001',
    notifyUrl,
    ...changes,
  };
}

export const paymentNo = 'P20240514151238000001';
export const order = {
  providerReference: 'ORD-20240514-0001',
  providerOrderId: paymentNo,
};

export function refundToSend(changes: Partial<RefundToSend> = {}): RefundToSend {
  return {
    amount: money('40.05', 'BRL'),
    address: null,
    reason: null,
    providerReference: 'RF-0001',
    order,
    notifyUrl: `${notifyUrl}/refunds`,
    ...changes,
  };
}

export function underWay(changes: Partial<RefundUnderWay> = {}): RefundUnderWay {
  return {
    status: 'PENDING',
    amount: money('40.05', 'BRL'),
    refundable: money('100.05', 'BRL'),
    refundedBefore: money('0.00', 'BRL'),
    sentAt: null,
    mayHaveOthers: false,
    ...changes,
  };
}

export function settlementToSend(changes: Partial<SettlementToSend> = {}): SettlementToSend {
  return {
    reference: 'payout-1',
    amount: money('250.00', 'INR'),
    destination: { type: 'UPI', vpa: 'asha@bank', holderName: 'Asha Rao' },
    description: null,
    providerReference: 'PO-0001',
    orderProviderReferences: [],
    notifyUrl: `${notifyUrl}/settlements`,
    ...changes,
  };
}
