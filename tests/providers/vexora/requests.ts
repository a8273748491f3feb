import { money } from '../../../src/domain/money.ts';
import { Secret } from '../../../src/domain/secret.ts';
import type { Customer, PaymentMethod } from '../../../src/domain/request.ts';
import type { OrderToSend, SettlementToSend } from '../../../src/providers/provider.ts';
import type { VexoraConfig } from '../../../src/providers/vexora/config.ts';
import { appSecret } from './vector-bodies.ts';

export const config: VexoraConfig = {
  merchantNo: '0000000001',
  appSecret: new Secret(appSecret),
  currency: 'TWD',
  eWalletCodes: ['LINEPAY'],
};

export const payer: Customer = {
  id: null,
  firstName: 'abc',
  lastName: 'efg',
  email: '123@gmail.com',
  phone: '0912345678',
  document: null,
  documentType: null,
  ipAddress: '192.168.0.1',
  postcode: '123',
  address: '123',
};

export const methods = {
  transfer: {
    type: 'BANK_TRANSFER',
    payerAccounts: [{ bankCode: '808', accountNumber: '0368988888888' }],
  },
  store: { type: 'CONVENIENCE_STORE', chain: '711' },
  wallet: { type: 'E_WALLET', wallet: 'LINEPAY' },
} as const satisfies Record<string, PaymentMethod>;

/** The order of V1. */
export function orderToSend(changes: Partial<OrderToSend> = {}): OrderToSend {
  return {
    reference: 'invoice-1',
    amount: money('300', 'TWD'),
    method: methods.transfer,
    customer: payer,
    description: '000000',
    expiresIn: null,
    returnUrl: 'http://abc.com/callback_page',
    providerReference: '00000007',
    notifyUrl: 'https://google.com',
    ...changes,
  };
}

const payee = {
  type: 'BANK_ACCOUNT',
  bankCode: '004',
  bankName: null,
  accountNumber: '3560123456789012',
  holderName: 'abc',
  phone: '0912345678',
  email: '123@gmail.com',
} as const;

/** The payout of V4. */
export function settlementToSend(
  changes: Partial<SettlementToSend> = {},
  destination: Partial<Record<'bankCode' | 'accountNumber' | 'holderName', string>> &
    Partial<Record<'phone' | 'email', string | null>> = {},
): SettlementToSend {
  return {
    reference: 'payout-1',
    amount: money('100', 'TWD'),
    destination: { ...payee, ...destination },
    description: null,
    providerReference: 'tn1740632538919',
    orderProviderReferences: [],
    notifyUrl: 'https://www.google.com/',
    ...changes,
  };
}
