import { afterAll, beforeAll, expect, it } from 'vitest';
import type { CreateOrderInput, CreateSettlementInput } from '../../generated/graphql.ts';
import type { SandboxProvider } from '../../../sandbox/sandbox.ts';
import { openWorld } from '../../support/app.ts';
import type { World } from '../../support/app.ts';
import * as documents from '../../support/documents.ts';
import { ask, ethereumAddress, newKey, paid, usdt } from '../../support/operations.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

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
const withoutNull = (given: object): object =>
  Object.fromEntries(Object.entries(given).filter(([, value]) => value !== null));
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
  kept: readonly string[];
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
    kept: ['123.45', '"payer":{', '"type":1', '"name":"***"', '"code":"0"'],
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
    kept: ['54.32', '"phoneNumber":"***"', 'cashierPayUrl'],
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
    kept: ['"amount":"321"', 'NET_BANKING', '"firstname":"***"', '"bankNumber":"***"'],
  },
  {
    name: 'a payout at Vexora',
    provider: 'VEXORA',
    settlement: {
      amount: { amount: '123', currency: 'TWD' },
      destination: { bankAccount: { bankCode: '004', ...payee } },
    },
    personal: Object.values(payee),
    kept: ['"amount":"123"', '"bankCode":"004"', '"name":"***"'],
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
    kept: ['101.50', 'UPI_COLLECT', '"vpa":"***"', '"code":"OK"'],
  },
  {
    name: 'a payout by UPI at ExamplePay',
    provider: 'EXAMPLEPAY',
    settlement: {
      amount: { amount: '77.70', currency: 'INR' },
      destination: { upi: { vpa: 'ferdinand@conspicuous', holderName: payee.holderName } },
    },
    personal: ['ferdinand@conspicuous', payee.holderName],
    kept: ['77.70', '"type":"UPI"', '"payeeName":"***"'],
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
    kept: ['66.60', '"type":"PIX"', '"key":"***"'],
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
    kept: ['55.50', 'BANK_ACCOUNT', '"accountNumber":"***"'],
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
    kept: ['99.99', 'ETH_USDT', 'depositAddress', '"retcode":"200"'],
  },
];

const recordedOf = async (subject: string): Promise<string> => {
  const text = 'select request, response from provider_calls where subject_id = ?';
  const rows = await world.app.deps.read.all<{ request: string; response: string | null }>(
    text,
    subject,
  );
  return rows.map(({ request, response }) => `${request}\n${response ?? ''}`).join('\n');
};

async function subjectOf({ provider, order, settlement }: Case) {
  const input = {
    idempotencyKey: newKey(),
    reference: `R-${newKey()}`,
    account: world.accounts[provider],
    ...order,
    ...settlement,
  };
  const told = order
    ? await ask(world, documents.createOrder, { input })
    : await ask(world, documents.createSettlement, { input });
  const made = told.order ?? told.settlement;
  if (!made) throw new Error(JSON.stringify(told));
  const asked = order
    ? await ask(world, documents.refreshOrder, { id: made.id })
    : await ask(world, documents.refreshSettlement, { id: made.id });
  if (!asked.order && !asked.settlement) throw new Error(JSON.stringify(asked));
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
    for (const text of [...one.kept, providerReference]) expect(recorded).toContain(text);
  },
);

it("the record of a refund has not the payer's wallet, that of a settlement has the merchant's", async () => {
  const order = await paid(world, 'ANEXPAY_XCHECKOUT');
  const wallet = '0x1111111111111111111111111111111111111111';
  const input = { idempotencyKey: newKey(), order: order.id, address: wallet };
  const { refund } = await ask(world, documents.createRefund, { input });
  const recorded = await recordedOf(refund?.id ?? '');
  expect(recorded).toContain('"address":"***"');
  expect(recorded).not.toContain(wallet);
  expect(recorded).toContain(refund?.providerReference);
  const { settlement } = await ask(world, documents.createSettlement, {
    input: {
      idempotencyKey: newKey(),
      account: world.accounts.ANEXPAY_XCHECKOUT,
      reference: 'payout',
      amount: { amount: '10', ...usdt },
      destination: { onChain: { address: ethereumAddress } },
    },
  });
  expect(await recordedOf(settlement?.id ?? '')).toContain(ethereumAddress);
});
