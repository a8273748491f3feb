import { searchQuery, sortedOrders } from '../support/documents.ts';
import type { Line } from '../support/figures.ts';
import { found, makeFindable, paymentIdOf } from '../support/findable.ts';
import { amountOf, currencyOf, firstOf, newestOf } from '../support/expected.ts';
import type { Sort } from '../support/expected.ts';
import { orderIdOf, providerOrderIdOf, providerReferenceOf } from '../support/numbers.ts';
import type { StartOptions } from '../support/process.ts';
import type { Size } from '../support/rounds.ts';
import { createTemplate } from '../support/template.ts';
import type { DatabaseTemplate } from '../support/template.ts';
import { measureGrowthTo, placesOf } from './growth.ts';
import type { GrowthCase, GrowthPart, RequestsOf } from './growth.ts';

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

/** Each search, filter and order of lists, whose answers are checked first, on a small database and on a large one. */
export const measureGrowthOfSearch = (_: DatabaseTemplate, size: Size, profile: StartOptions) =>
  measureGrowthTo(size.growth, size, profile, searchPart);

export const measureGrowthOfSearchToMillion = (
  _: DatabaseTemplate,
  size: Size,
  profile: StartOptions,
): Promise<Line[]> => measureGrowthTo([10_000, 1_000_000], size, profile, searchPart);

/** `holds`: which orders of the database the sought one's query finds. */
type Holds = (n: number, sought: number) => boolean;

const each =
  (few: number, bodyOf: (n: number) => object): RequestsOf =>
  (orders, index) =>
    placesOf(few, orders, index).map(bodyOf);

function searches(few: number): GrowthCase[] {
  const search = (
    what: string,
    textOf: (n: number) => string,
    holds: Holds,
    idOf: (n: number) => string = orderIdOf,
  ): GrowthCase => ({
    what: `search by ${what}`,
    requestsOf: each(few, (n) => ({ query: searchQuery, variables: { text: textOf(n) } })),
    idsOf: (orders, sought) => {
      const named = isNamed(holds) ? [sought] : [];
      const others = newestOf(orders, 20, (n) => !named.includes(n) && holds(n, sought));
      return [...named, ...others].slice(0, 20).map(idOf);
    },
  });
  return [
    search('id', orderIdOf, isSame),
    search('reference', (n) => `basket ${n}`, hasNumber),
    search("the provider's reference", providerReferenceOf, isSame),
    search("the provider's number", providerOrderIdOf, isSame),
    search('e-mail address', found.email, shares(found.email)),
    search('phone number', found.phone, shares(found.phone)),
    search(
      'first and last name',
      (n) => `${found.lastName(n)} ${found.firstName(n)}`,
      shares(found.lastName),
    ),
    search('frequent first name', found.firstName, shares(found.firstName)),
    search('metadata value', found.cart, hasNumber),
    search('frequent metadata value', found.shop, shares(found.shop)),
    search('transaction hash', found.hash, isSame, (n) => paymentIdOf(0, n)),
    search(
      'a word of all',
      () => 'basket',
      () => true,
    ),
    search(
      'two words that none has both',
      (n) => `${found.firstName(n)} ${found.firstName(n + 1)}`,
      () => false,
    ),
    search(
      'a word that none has',
      (n) => `missing${n}`,
      () => false,
    ),
  ];
}

const isSame: Holds = (n, sought) => n === sought;
/** The order of this number; then those whose customer has it. */
const hasNumber: Holds = (n, sought) =>
  isSame(n, sought) || (n > 0 && found.customer(n) === `customer ${sought}`);
/** Whether the text as a whole is of one order, which comes first. */
const isNamed = (holds: Holds): boolean => holds === isSame || holds === hasNumber;
/** The first order, of which the others are copies, has none of this. */
const shares =
  (of: (n: number) => string): Holds =>
  (n, sought) =>
    n > 0 && of(n) === of(sought);

const list = (
  few: number,
  what: string,
  of: (n: number) => { filter?: object; sort?: Sort },
  holds: Holds,
): GrowthCase => ({
  what,
  requestsOf: each(few, (n) => ({ query: sortedOrders, variables: of(n) })),
  idsOf: (orders, sought) =>
    firstOf(orders, 50, of(sought).sort, (n) => holds(n, sought)).map(orderIdOf),
});

/** The copies of one order are stored at the same moment. */
const sometime = { createdFrom: '2020-01-01T00:00:00Z', createdTo: '2100-01-01T00:00:00Z' };

const all: Holds = () => true;
const isIn =
  (currency: string): Holds =>
  (n) =>
    currencyOf(n) === currency;
const isPix: Holds = (n) => n > 0 && found.method(n).type === 'PIX';
const isAttended: Holds = (n) => found.needsAttention(n);

function filters(few: number): GrowthCase[] {
  const filter = (what: string, of: (n: number) => object, holds: Holds): GrowthCase =>
    list(few, `orders by ${what}`, (n) => ({ filter: of(n) }), holds);
  return [
    filter('reference', (n) => ({ reference: `basket ${n}` }), isSame),
    filter(
      "the provider's reference",
      (n) => ({ providerReference: providerReferenceOf(n) }),
      isSame,
    ),
    filter("the provider's number", (n) => ({ providerOrderId: providerOrderIdOf(n) }), isSame),
    filter('status', () => ({ statuses: ['AWAITING_PAYMENT', 'PAID'] }), all),
    filter('provider', () => ({ provider: 'ANEXPAY_XCHECKOUT' }), all),
    filter('time of creation', () => sometime, all),
    filter('currency', () => ({ currency: 'EUR' }), isIn('EUR')),
    filter('rare currency', () => ({ currency: 'JPY' }), isIn('JPY')),
    filter(
      'amount',
      (n) => ({ amountFrom: found.amount(n), amountTo: found.amount(n) }),
      (n, sought) => amountOf(n) === amountOf(sought),
    ),
    filter(
      'many amounts',
      () => ({ amountFrom: '1000', amountTo: '900000' }),
      (n) => amountOf(n) >= 1_000 && amountOf(n) <= 900_000,
    ),
    filter('method', () => ({ methods: ['PIX'] }), isPix),
    filter('metadata', (n) => ({ metadata: [{ key: 'cart', value: found.cart(n) }] }), isSame),
    filter(
      'frequent metadata',
      (n) => ({ metadata: [{ key: 'shop', value: found.shop(n) }] }),
      shares(found.shop),
    ),
    filter('customer', (n) => ({ customerId: found.customer(n) }), shares(found.customer)),
    filter(
      "customer's e-mail address",
      (n) => ({ customerEmail: found.email(n) }),
      shares(found.email),
    ),
    filter(
      "customer's phone number",
      (n) => ({ customerPhone: found.phone(n) }),
      shares(found.phone),
    ),
    filter('attention', () => ({ needsAttention: true }), isAttended),
    filter(
      'no attention',
      () => ({ needsAttention: false }),
      (n, sought) => !isAttended(n, sought),
    ),
    filter(
      'attention, method and currency',
      () => ({ needsAttention: true, methods: ['STABLECOIN'], currency: 'EUR' }),
      (n, sought) => isAttended(n, sought) && !isPix(n, sought) && isIn('EUR')(n, sought),
    ),
    filter(
      'method, currency, amount and no attention',
      () => ({ methods: ['PIX'], currency: 'EUR', amountFrom: '1000', needsAttention: false }),
      (n, sought) =>
        isPix(n, sought) &&
        isIn('EUR')(n, sought) &&
        amountOf(n) >= 1_000 &&
        !isAttended(n, sought),
    ),
    filter(
      'what many meet each and none meets together',
      () => ({
        metadata: [
          { key: 'shop', value: 'shop 1' },
          { key: 'shop', value: 'shop 2' },
        ],
      }),
      () => false,
    ),
  ];
}

function sorts(few: number): GrowthCase[] {
  const fields = ['CREATED_AT', 'UPDATED_AT', 'AMOUNT'] as const;
  return (['ASCENDING', 'DESCENDING'] as const).flatMap((direction) =>
    fields.flatMap((field) => [
      list(
        few,
        `orders in the order ${field} ${direction}`,
        () => ({ sort: { field, direction } }),
        () => true,
      ),
      list(
        few,
        `some in the order ${field} ${direction}`,
        () => ({
          filter: { currency: 'EUR', amountFrom: '1000' },
          sort: { field, direction },
        }),
        (n) => currencyOf(n) === 'EUR' && amountOf(n) >= 1_000,
      ),
    ]),
  );
}
