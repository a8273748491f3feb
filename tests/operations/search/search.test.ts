import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestApp, stablecoinBrands } from '../../support/app.ts';
import type { TestApp } from '../../support/app.ts';
import * as documents from '../../support/documents.ts';
import { mutate, newKey, orderInput, settlementInput } from '../../support/operations.ts';
import { createLink, linkInput } from '../payment-links/payer.ts';

let testApp: TestApp;
/** The ids of orders, by what is told apart by them. */
const ids: Record<string, string> = {};

const maria = {
  id: 'customer/77',
  firstName: 'Maria José',
  lastName: 'da Silva',
  email: 'Maria.Silva@Example.com',
  phone: '+55 (11) 98765-4321',
};

beforeAll(async () => {
  testApp = await openTestApp();
  await order('first', { reference: 'Basket 2024-0001', customer: maria });
  await order('second', {
    reference: 'basket 2024-0002',
    customer: { email: 'MARIA.SILVA@example.com' },
    metadata: [{ key: 'cart', value: 'Blue suede shoes, size 42' }],
  });
  await order('third', { reference: '2024-0001', metadata: [{ key: 'cart', value: 'blue hat' }] });
});
afterAll(() => testApp.close());

async function order(name: string, more: object): Promise<void> {
  const made = await mutate(testApp, documents.createOrder, {
    input: {
      ...orderInput(testApp, stablecoinBrands[0]),
      ...more,
    },
  });
  expect(made).toMatchObject({ __typename: 'CreateOrderSuccess' });
  ids[name] = made.order?.id ?? '';
}

interface Hit {
  __typename: string;
  id: string;
}

async function search(text: string, first = 20, as = testApp.key): Promise<Hit[]> {
  const query = `query Search($text: String!, $first: Int) {
    search(text: $text, first: $first) { __typename ... on Node { id } }
  }`;
  const { data, errors } = await testApp.post({ query, variables: { text, first } }, as);
  expect(errors).toBeUndefined();
  return (data as unknown as { search: Hit[] }).search;
}

const found = async (text: string): Promise<string[]> =>
  (await search(text)).map(({ id }) => Object.keys(ids).find((name) => ids[name] === id) ?? id);

describe('the search', () => {
  it.each([
    ['by an e-mail address, newest first', ' maria.silva@EXAMPLE.com', ['second', 'first']],
    ['by the digits of a phone number', '5511987654321', ['first']],
    ['by a phone number as it was written', '+55 (11) 98765-4321', ['first']],
    ['by words of a name', 'silva maria', ['first']],
    ['by the id of a customer', 'customer/77', ['first']],
    ['by the words of a metadata value', 'SHOES blue', ['second']],
    ['by one word', 'blue', ['third', 'second']],
    ['by a part between punctuation', '0002', ['second']],
    ['by a reference, that of the whole text first', '2024-0001', ['third', 'first']],
    ['by no part of a word', 'sued', []],
    ['by no part of an e-mail address', 'maria.silva', []],
    ['by no words of several objects', 'hat suede', []],
    ['by nothing where nothing is entered', ' \u200B ', []],
    ['by no signs alone where no text is so', ' -- ', []],
    ['by what somebody enters to break it', '"*" OR (NEAR) \' | & : *', []],
  ])('finds %s', async (_how, text, expected) => {
    expect(await found(text)).toEqual(expected);
  });

  it.each([
    ['without letters or digits', '#*!?', '#*!?', '#*?!'],
    ['with a letter whose capitals are two', 'Straße 9', 'STRASSE 9', 'STRASE 9'],
    ['in capitals', 'ΟΔΟΣ.Α', 'οδος', 'οδο'],
    [
      'that was copied with invisible characters',
      'in\u200Bvoice\u00AD-7',
      'invoice-7',
      'in voice-7',
    ],
    ['where invisible characters are copied', 'memo-8', '\u202Amemo\u200D-8\u202C', 'memo 8a'],
  ])('finds a reference %s', async (how, reference, text, other) => {
    await order(how, { reference });
    for (const entered of [reference, text]) expect(await found(entered)).toEqual([how]);
    expect(await found(other)).toEqual([]);
  });

  it('finds a customer by what was copied with invisible characters', async () => {
    for (const { email, phone } of [maria]) {
      expect(await found(`\u202A${phone}\u202C`)).toEqual(['first']);
      expect(await found(`${email}\u200B`)).toEqual(['second', 'first']);
    }
    expect(await found(`${String(ids['third'])}\u200B`)).toEqual(['third']);
  });

  it("finds an order by its id in any case, the provider's number and the deposit address", async () => {
    const query = `query Order($id: ID!) { order(id: $id) {
      providerReference providerOrderId nextAction { ... on DepositAddressAction { address } }
    } }`;
    const { data } = await testApp.post({ query, variables: { id: ids['third'] } });
    const { order: shown } = data as unknown as {
      order: {
        providerReference: string;
        providerOrderId: string;
        nextAction: { address?: string };
      };
    };
    const texts = [ids['third'] ?? '', shown.providerReference, shown.providerOrderId];
    for (const text of [
      ...texts,
      ...(shown.nextAction.address ? [shown.nextAction.address] : []),
    ]) {
      expect(await found(text.toLowerCase())).toEqual(['third']);
      expect(await found(` ${text.toUpperCase()} `)).toEqual(['third']);
    }
  });

  it('finds a settlement by its reference', async () => {
    const input = settlementInput(testApp, 'W_CHECKOUT', { reference: 'Payout of May' });
    const made = await mutate(testApp, documents.createSettlement, { input });
    const hits = await search('payout OF may');
    expect(hits).toEqual([{ __typename: 'Settlement', id: made.settlement?.id }]);
  });

  it('finds nothing of another merchant', async () => {
    const made = await testApp.post(
      {
        query: `mutation { createMerchant(input: { name: "Other" }) { ... on CreateMerchantSuccess { merchant { id } } } }`,
      },
      testApp.adminKey,
    );
    const { createMerchant } = made.data as unknown as { createMerchant: { merchant: Hit } };
    const key = await testApp.post(
      {
        query: `mutation Key($merchant: ID!) { createApiKey(input: { merchant: $merchant, name: "r", scopes: [READ] }) { ... on CreateApiKeySuccess { secret } } }`,
        variables: { merchant: createMerchant.merchant.id },
      },
      testApp.adminKey,
    );
    const { secret } = (key.data as unknown as { createApiKey: { secret: string } }).createApiKey;
    for (const text of ['blue', 'maria.silva@example.com', ids['first'] ?? '', 'customer/77']) {
      expect(await search(text, 20, secret)).toEqual([]);
    }
  });

  it('shows as many as were requested, and refuses what is too long or too many', async () => {
    expect(await search('blue', 1)).toHaveLength(1);
    for (const [text, first] of [
      ['x'.repeat(501), 20],
      ['a b c d e f g h i j k l m n o p q r s t u', 20],
      ['blue', 51],
      ['blue', 0],
    ] as const) {
      const query = `query { search(text: ${JSON.stringify(text)}, first: ${first}) { __typename } }`;
      const { errors } = await testApp.post({ query });
      expect(errors?.map(({ extensions }) => extensions?.['code'])).toEqual(['BAD_USER_INPUT']);
    }
  });

  it('is within the filters of the list of orders too', async () => {
    const query = `query Orders($filter: OrderFilter) { orders(filter: $filter) { nodes { id } } }`;
    const filtered = async (filter: object): Promise<string[]> => {
      const { data, errors } = await testApp.post({ query, variables: { filter } });
      expect(errors).toBeUndefined();
      const { orders } = data as unknown as { orders: { nodes: Hit[] } };
      return orders.nodes.map(({ id }) => id);
    };
    const email = 'maria.silva@example.com ';
    expect(await filtered({ customerEmail: email })).toEqual([ids['second'], ids['first']]);
    expect(
      await filtered({ customerEmail: email, customerPhone: '55 11 98765 4321', currency: 'USD' }),
    ).toEqual([ids['first']]);
    expect(await filtered({ customerId: 'customer/77' })).toEqual([ids['first']]);
    expect(await filtered({ customerId: 'CUSTOMER/77' })).toEqual([]);
  });
});

it('finds an order by an e-mail address that newer payment links have too', async () => {
  const customer = { email: 'of.links@example.com' };
  await order('linked', { customer });
  for (let made = 0; made < 3; made += 1) {
    // oxlint-disable-next-line no-await-in-loop
    const link = await createLink(testApp, linkInput({ customer }));
    expect(link).toMatchObject({ __typename: 'CreatePaymentLinkSuccess' });
  }
  expect((await search(customer.email, 2)).map(({ id }) => id)).toEqual([ids['linked']]);
});

describe('personal data', () => {
  it('are sent to the provider, and are not in the database', async () => {
    const key = newKey();
    await order(key, {
      customer: { ...maria, document: '123.456.789-09', ipAddress: '203.0.113.7' },
    });
    const rows = await testApp.app.deps.read.all<object>('select * from orders');
    const texts = JSON.stringify(rows).toLowerCase();
    for (const text of ['maria', 'silva', '98765', '123.456', '203.0.113.7']) {
      expect(texts).not.toContain(text);
    }
  });
});
