import { searchQuery, sortedOrders } from '../support/documents.ts';
import type { Line } from '../support/figures.ts';
import { found, makeFindable } from '../support/findable.ts';
import { orderIdOf, providerOrderIdOf, providerReferenceOf } from '../support/numbers.ts';
import type { StartOptions } from '../support/process.ts';
import type { Size } from '../support/rounds.ts';
import { createTemplate } from '../support/template.ts';
import type { DatabaseTemplate } from '../support/template.ts';
import { measureGrowthTo, placesOf } from './growth.ts';
import type { GrowthPart, RequestsOf } from './growth.ts';

export const searchPart: GrowthPart = {
  fill: (orders) => createTemplate(orders, undefined, makeFindable),
  queries: (count) => {
    const few = Math.ceil(count / 25);
    return [...searches(few), ...filters(few), ...sorts(few)];
  },
  // One at a time: what is measured is how long one takes.
  connections: 1,
  webhooks: false,
};

/** Each search, filter and order of lists, on a small database and on a large one. */
export const measureGrowthOfSearch = (_: DatabaseTemplate, size: Size, profile: StartOptions) =>
  measureGrowthTo(size.growth, size, profile, searchPart);

export const measureGrowthOfSearchToMillion = (
  _: DatabaseTemplate,
  size: Size,
  profile: StartOptions,
): Promise<Line[]> => measureGrowthTo([10_000, 1_000_000], size, profile, searchPart);

type Case = readonly [what: string, RequestsOf];

const each =
  (few: number, bodyOf: (n: number) => object): RequestsOf =>
  (orders, index) =>
    placesOf(few, orders, index).map(bodyOf);

function searches(few: number): Case[] {
  const search = (what: string, textOf: (n: number) => string): Case => [
    `search by ${what}`,
    each(few, (n) => ({ query: searchQuery, variables: { text: textOf(n) } })),
  ];
  return [
    search('id', orderIdOf),
    search('reference', (n) => `basket ${n}`),
    search("the provider's reference", providerReferenceOf),
    search("the provider's number", providerOrderIdOf),
    search('e-mail address', found.email),
    search('phone number', found.phone),
    search('first and last name', (n) => `${found.lastName(n)} ${found.firstName(n)}`),
    search('frequent first name', found.firstName),
    search('metadata value', found.cart),
    search('frequent metadata value', found.shop),
    search('transaction hash', found.hash),
    search('a word of all', () => 'basket'),
    search(
      'two words that none has both',
      (n) => `${found.firstName(n)} ${found.firstName(n + 1)}`,
    ),
    search('a word that none has', (n) => `missing${n}`),
  ];
}

const list = (few: number, what: string, of: (n: number) => object): Case => [
  what,
  each(few, (n) => ({ query: sortedOrders, variables: of(n) })),
];

/** The copies of one order are stored at the same moment. */
const sometime = { createdFrom: '2020-01-01T00:00:00Z', createdTo: '2100-01-01T00:00:00Z' };

function filters(few: number): Case[] {
  const filter = (what: string, of: (n: number) => object): Case =>
    list(few, `orders by ${what}`, (n) => ({ filter: of(n) }));
  return [
    filter('reference', (n) => ({ reference: `basket ${n}` })),
    filter("the provider's reference", (n) => ({ providerReference: providerReferenceOf(n) })),
    filter("the provider's number", (n) => ({ providerOrderId: providerOrderIdOf(n) })),
    filter('status', () => ({ statuses: ['AWAITING_PAYMENT', 'PAID'] })),
    filter('provider', () => ({ provider: 'ANEXPAY_XCHECKOUT' })),
    filter('time of creation', () => sometime),
    filter('currency', () => ({ currency: 'EUR' })),
    filter('rare currency', () => ({ currency: 'JPY' })),
    filter('amount', (n) => ({ amountFrom: found.amount(n), amountTo: found.amount(n) })),
    filter('many amounts', () => ({ amountFrom: '1000', amountTo: '900000' })),
    filter('method', () => ({ methods: ['PIX'] })),
    filter('metadata', (n) => ({ metadata: [{ key: 'cart', value: found.cart(n) }] })),
    filter('frequent metadata', (n) => ({ metadata: [{ key: 'shop', value: found.shop(n) }] })),
    filter('customer', (n) => ({ customerId: found.customer(n) })),
    filter("customer's e-mail address", (n) => ({ customerEmail: found.email(n) })),
    filter("customer's phone number", (n) => ({ customerPhone: found.phone(n) })),
    filter('attention', () => ({ needsAttention: true })),
    filter('no attention', () => ({ needsAttention: false })),
    filter('attention, method and currency', () => ({
      ...{ needsAttention: true, methods: ['STABLECOIN'], currency: 'EUR' },
    })),
    filter('method, currency, amount and no attention', () => ({
      ...{ methods: ['PIX'], currency: 'EUR', amountFrom: '1000', needsAttention: false },
    })),
    filter('what many meet each and none meets together', () => ({
      metadata: [
        { key: 'shop', value: 'shop 1' },
        { key: 'shop', value: 'shop 2' },
      ],
    })),
  ];
}

function sorts(few: number): Case[] {
  const fields = ['CREATED_AT', 'UPDATED_AT', 'AMOUNT'];
  return ['ASCENDING', 'DESCENDING'].flatMap((direction) =>
    fields.flatMap((field) => [
      list(few, `orders in the order ${field} ${direction}`, () => ({
        sort: { field, direction },
      })),
      list(few, `some in the order ${field} ${direction}`, () => ({
        filter: { currency: 'EUR', amountFrom: '1000' },
        sort: { field, direction },
      })),
    ]),
  );
}
