/** docs/providers/examplepay.md#test-vectors */
import type { SignedMessage } from '../../../src/providers/examplepay/signature.ts';

export const appId = '1111b620f93b48c5904210ff47bb1111';
export const appSecret = '0123456789abcdef0123456789abcdef';
export const gateway = 'https://gateway.example.test';
export const notifyUrl = 'https://merchant.example.test/notify/examplepay';

export const bodies = {
  E1: '{\n  "currencies": ["INR"]\n}',
  E1b: '{"currencies":["INR"]}',
  E2: '{"key1": "value1", "key2": "value2"}',
  E3: '{"merchantTradeNo":"ORD-20240514-0001","amount":"100.05","currency":"BRL","description":"测试订单 café","payer":{"userId":"u1001","name":"João Silva","email":"joao@example.com","phone":"+5511987654321","documentType":"CPF","document":"12345678900"},"payMethod":{"type":"PIX"},"merchantAttach":"cart=7&x=1","notifyUrl":"https://merchant.example.test/notify/examplepay","returnUrl":"https://merchant.example.test/return"}',
  E4: '{"code":"OK","errorMessage":null,"data":{"paymentNo":"P20240514151238000001","merchantTradeNo":"ORD-20240514-0001","amount":"100.05","currency":"BRL","action":{"type":"REDIRECT","url":"https://cashier.example.test/pay/P20240514151238000001"}}}',
  E5: '{"code":"OK","errorMessage":null,"data":{"paymentNo":"P20240514151238000001","merchantTradeNo":"ORD-20240514-0001","amount":"100.05","currency":"BRL","status":"PAID","refundStatus":"NONE","rrn":"413507123456","merchantAttach":"cart=7&x=1","createdTime":"2024-05-14T15:12:38+08:00","paidTime":"2024-05-14T15:13:02+08:00","errorCode":null,"errorInfo":null}}',
} as const;

const E2 = { timestamp: '1715670758482', nonce: 'CEAE7940ADEEE91C5A1207F1BB78BE7F' };
const E1 = { timestamp: '1714128828114', nonce: 'C7CA27DC6D55DA935DFC8450C721CC99' };
const base = { appId, appSecret, method: 'POST' };

export const vectors: Record<string, { message: SignedMessage; sign: string }> = {
  E1: {
    message: { ...base, ...E1, url: `${gateway}/pg/v2/balance/query`, body: bodies.E1 },
    sign: '71fa326dd651d7bb25cd0627aa805617b09e19dca8c4a452f44a8f7b5f14a0b9',
  },
  E1b: {
    message: { ...base, ...E1, url: `${gateway}/pg/v2/balance/query`, body: bodies.E1b },
    sign: '87e443b706591b7921694adf6a62c5fa956065b599bdbae20c31d17e526c0718',
  },
  E2: {
    message: {
      ...base,
      ...E2,
      appId: '483f6c9c743b4a9bbd34bee0c9c81eb71',
      url: `${gateway}/v2/payment/create`,
      body: bodies.E2,
    },
    sign: 'aaf4e4656790035688fb364862bf2653ceb6e941c05b3f4f078ec60afba15286',
  },
  E3: {
    message: { ...base, ...E2, url: `${gateway}/pg/v2/payment/create`, body: bodies.E3 },
    sign: 'd5779524d0d8f87513fd0d48e003e3a8957515fc8a476442aedcc6c92c77b9fa',
  },
  E4: {
    message: {
      ...base,
      url: `${gateway}/pg/v2/payment/create`,
      timestamp: '1715670758901',
      nonce: '0F1E2D3C4B5A69788796A5B4C3D2E1F0',
      body: bodies.E4,
    },
    sign: 'e85a51b3f8de670e168d6de7ce4570c86608ac0d03fcd79640235f603bc323bb',
  },
  E5: {
    message: {
      ...base,
      url: notifyUrl,
      timestamp: '1715670783000',
      nonce: 'A1B2C3D4E5F60718293A4B5C6D7E8F90',
      body: bodies.E5,
    },
    sign: 'd10cb1814bafed6c0501a58df451e5a093dbbdca8fded7a2dfbc2ca76ce8b67e',
  },
  E6: {
    message: { ...base, ...E2, url: `${gateway}/pg/v2/payment/query`, body: '' },
    sign: '5aedbd5bdf7bac1b312050e2cc58d205840db3551d117757476f5980bca1dafe',
  },
};
