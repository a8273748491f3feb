import { afterAll, beforeAll, expect, it } from 'vitest';
import type { CreateOrderInput, CreateSettlementInput } from '../../generated/graphql.ts';
import type { SandboxProvider } from '../../../sandbox/sandbox.ts';
import { openTestApp } from '../../support/app.ts';
import type { TestApp } from '../../support/app.ts';
import * as documents from '../../support/documents.ts';
import { mutate, ethereumAddress, newKey, paid, usdt } from '../../support/operations.ts';

let testApp: TestApp;
beforeAll(async () => {
  testApp = await openTestApp();
});
afterAll(() => testApp.close());

/** Conspicuous: none of these texts is a part of anything else. */
const person = {
  firstName: 'Wilhelmina',
  lastName: 'Quackenbush',
  email: 'wilhelmina.q@conspicuous.test',
  phone: '+5511987650123',
  document: '12345678901',
  ipAddress: '203.0.113.77',
  postcode: 'SW97 5QX',
  address: 'Elm Street 1428, Springwood',
};
const taiwanese = { ...person, phone: '0987650123' };
const indian = { ...person, phone: '+919876501234', document: null };
const withoutNull = (value: object): object =>
  Object.fromEntries(Object.entries(value).filter(([, value]) => value !== null));
const payee = {
  holderName: 'Ferdinand Ottokar',
  accountNumber: '3560987612345678',
  phone: '0912987654',
  email: 'ferdinand@conspicuous.test',
};

interface Case {
  name: string;
  provider: SandboxProvider;
  order?: Partial<CreateOrderInput>;
  settlement?: Partial<CreateSettlementInput>;
  /** What must not be in the record, and what must. */
  personal: readonly (string | null)[];
  visible: readonly string[];
}

const cases: readonly Case[] = [
  {
    name: 'a direct payment at NexaPay',
    provider: 'NEXAPAY',
    order: {
      amount: { amount: '123.45', currency: 'BRL' },
      method: { pix: { presentation: 'QR_CODE' } },
      customer: person,
    },
    personal: [person.firstName, person.lastName, person.email, person.phone, person.document],
    visible: ['123.45', '"payer":{', '"type":1', '"name":"***"', '"code":"0"'],
  },
  {
    name: 'a hosted payment at NexaPay',
    provider: 'NEXAPAY',
    order: {
      amount: { amount: '54.32', currency: 'BRL' },
      method: { pix: { presentation: 'HOSTED_PAGE' } },
      customer: person,
    },
    personal: [person.firstName, person.lastName, person.email, person.phone, person.document],
    visible: ['54.32', '"phoneNumber":"***"', 'cashierPayUrl'],
  },
  {
    name: 'a bank transfer at Vexora',
    provider: 'VEXORA',
    order: {
      amount: { amount: '321', currency: 'TWD' },
      method: {
        bankTransfer: { payerAccounts: [{ bankCode: '808', accountNumber: '0368987654321' }] },
      },
      customer: taiwanese,
    },
    personal: [...Object.values(taiwanese), '0368987654321'],
    visible: ['"amount":"321"', 'NET_BANKING', '"firstname":"***"', '"bankNumber":"***"'],
  },
  {
    name: 'a payout at Vexora',
    provider: 'VEXORA',
    settlement: {
      amount: { amount: '123', currency: 'TWD' },
      destination: { bankAccount: { bankCode: '004', ...payee } },
    },
    personal: Object.values(payee),
    visible: ['"amount":"123"', '"bankCode":"004"', '"name":"***"'],
  },
  {
    name: 'a UPI request at ExamplePay',
    provider: 'EXAMPLEPAY',
    order: {
      amount: { amount: '101.50', currency: 'INR' },
      method: { upi: { flow: 'COLLECT', vpa: 'wilhelmina@conspicuous' } },
      customer: withoutNull(indian),
    },
    personal: [...Object.values(indian), 'wilhelmina@conspicuous'],
    visible: ['101.50', 'UPI_COLLECT', '"vpa":"***"', '"code":"OK"'],
  },
  {
    name: 'a payout by UPI at ExamplePay',
    provider: 'EXAMPLEPAY',
    settlement: {
      amount: { amount: '77.70', currency: 'INR' },
      destination: { upi: { vpa: 'ferdinand@conspicuous', holderName: payee.holderName } },
    },
    personal: ['ferdinand@conspicuous', payee.holderName],
    visible: ['77.70', '"type":"UPI"', '"payeeName":"***"'],
  },
  {
    name: 'a payout by PIX at ExamplePay',
    provider: 'EXAMPLEPAY',
    settlement: {
      amount: { amount: '66.60', currency: 'BRL' },
      destination: {
        pix: {
          keyType: 'EMAIL',
          key: payee.email,
          holderName: payee.holderName,
          document: '10987654321',
        },
      },
    },
    personal: [payee.email, payee.holderName, '10987654321'],
    visible: ['66.60', '"type":"PIX"', '"key":"***"'],
  },
  {
    name: 'a payout to a bank account at ExamplePay',
    provider: 'EXAMPLEPAY',
    settlement: {
      amount: { amount: '55.50', currency: 'INR' },
      destination: {
        bankAccount: { bankCode: 'HDFC0000001', bankName: 'Bank of Conspicuous', ...payee },
      },
    },
    personal: Object.values(payee),
    visible: ['55.50', 'BANK_ACCOUNT', '"accountNumber":"***"'],
  },
  {
    name: 'an order at XCheckout',
    provider: 'ANEXPAY_XCHECKOUT',
    order: {
      amount: { amount: '99.99', currency: 'USD' },
      method: { stablecoin: usdt },
      customer: person,
    },
    personal: Object.values(person),
    visible: ['99.99', 'ETH_USDT', 'depositAddress', '"retcode":"200"'],
  },
];

const recordedOf = async (subject: string): Promise<string> => {
  const text = 'select request, response from provider_calls where subject_id = ?';
  const rows = await testApp.app.deps.read.all<{ request: string; response: string | null }>(
    text,
    subject,
  );
  return rows.map(({ request, response }) => `${request}\n${response ?? ''}`).join('\n');
};

async function subjectOf({ provider, order, settlement }: Case) {
  const input = {
    idempotencyKey: newKey(),
    reference: `R-${newKey()}`,
    account: testApp.accounts[provider],
    ...order,
    ...settlement,
  };
  const result = order
    ? await mutate(testApp, documents.createOrder, { input })
    : await mutate(testApp, documents.createSettlement, { input });
  const made = result.order ?? result.settlement;
  if (!made) throw new Error(JSON.stringify(result));
  const refreshed = order
    ? await mutate(testApp, documents.refreshOrder, { id: made.id })
    : await mutate(testApp, documents.refreshSettlement, { id: made.id });
  if (!refreshed.order && !refreshed.settlement) throw new Error(JSON.stringify(refreshed));
  return made;
}

const spellings = (text: string): string[] => [
  text,
  encodeURIComponent(text),
  encodeURIComponent(text).replaceAll('%20', '+'),
  JSON.stringify(text).slice(1, -1),
];

it.each(cases)(
  'the record of $name tells of the payment, and nothing of the person',
  async (one) => {
    const { id, providerReference } = await subjectOf(one);
    const recorded = await recordedOf(id);
    for (const text of one.personal) {
      if (text === null) continue;
      for (const form of spellings(text)) expect(recorded).not.toContain(form);
    }
    for (const text of [...one.visible, providerReference]) expect(recorded).toContain(text);
  },
);

it("the record of a refund lacks the payer's wallet, that of a settlement has the merchant's", async () => {
  const order = await paid(testApp, 'ANEXPAY_XCHECKOUT');
  const wallet = '0x1111111111111111111111111111111111111111';
  const input = { idempotencyKey: newKey(), order: order.id, address: wallet };
  const { refund } = await mutate(testApp, documents.createRefund, { input });
  const recorded = await recordedOf(refund?.id ?? '');
  expect(recorded).toContain('"address":"***"');
  expect(recorded).not.toContain(wallet);
  expect(recorded).toContain(refund?.providerReference);
  const { settlement } = await mutate(testApp, documents.createSettlement, {
    input: {
      idempotencyKey: newKey(),
      account: testApp.accounts.ANEXPAY_XCHECKOUT,
      reference: 'payout',
      amount: { amount: '10', ...usdt },
      destination: { onChain: { address: ethereumAddress } },
    },
  });
  expect(await recordedOf(settlement?.id ?? '')).toContain(ethereumAddress);
});
