import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { money, printAmount } from '../../../src/domain/money.ts';
import type { Money } from '../../../src/domain/money.ts';
import type { PaymentMethod } from '../../../src/domain/request.ts';
import { rankOfDecimal } from '../../../src/domain/order-money.ts';
import { findSortedOrders } from '../../../src/store/queries/search/orders.ts';
import { metadataToken, plainToken } from '../../../src/store/search/tokens.ts';
import type { OrderRecord } from '../../../src/store/records.ts';
import { executeAs, key } from '../../graphql/execute.ts';
import { createFixture } from '../../graphql/fixture.ts';
import type { Fixture } from '../../graphql/fixture.ts';
import { addOrder } from '../../graphql/rows.ts';
import { nobody } from '../../support/customer.ts';

let fixture: Fixture;
const orders: OrderRecord[] = [];

const amounts = ['0.50', '9.99', '10.00', '10.01', '99.00', '100.00', '1000.00'];
const pix: PaymentMethod = { type: 'PIX', presentation: 'QR_CODE' };
const token: PaymentMethod = { type: 'STABLECOIN', currency: 'USDT', network: 'TRON' };

beforeAll(async () => {
  fixture = await createFixture();
  for (let at = 0; at < 42; at += 1) {
    const amount: Money =
      at % 3 === 0
        ? money(amounts[at % 7] ?? '1', 'USD')
        : at % 3 === 1
          ? money(`${at}.5`, 'USDT', 'TRON')
          : money(String(at * 100), 'JPY');
    orders.push(
      await addOrder(fixture, fixture.merchant, {
        reference: `basket ${at % 5}`,
        status: at % 2 === 0 ? 'PAID' : 'EXPIRED',
        updatedAt: 1_000 + ((at * 17) % 13),
        request: {
          reference: `basket ${at % 5}`,
          amount,
          method: at % 4 === 0 ? pix : token,
          customer: { ...nobody, id: at % 6 === 0 ? 'customer-6' : null },
          description: null,
          expiresIn: null,
          returnUrl: null,
          metadata: [
            { key: 'cart', value: String(at % 4) },
            { key: 'shop', value: 'Fünf Häuser' },
          ],
        },
      }),
    );
  }
  await addOrder(fixture, await fixture.addMerchant('another'), {});
  await fixture.deps.queue.commit(async (tx) => {
    for (const { id, merchantId } of orders.filter(isAttended)) {
      for (const reason of ['OTHER_AMOUNT', 'UNKNOWN_OUTCOME']) {
        await tx.run(
          `insert into attention_items (subject_id, reason, id, merchant_id, order_id, since)
           values (?, ?, ?, ?, ?, 1)`,
          id,
          reason,
          `att_${reason}_${id}`,
          merchantId,
          id,
        );
      }
    }
  });
});
afterAll(() => fixture.close());

const query = `query Orders($first: Int, $after: String, $filter: OrderFilter, $sort: OrderSort) {
  orders(first: $first, after: $after, filter: $filter, sort: $sort) {
    nodes { id }
    pageInfo { hasNextPage endCursor }
  }
}`;

interface Page {
  orders: { nodes: { id: string }[]; pageInfo: { hasNextPage: boolean; endCursor: string | null } };
}

/** All pages. */
async function idsOf(filter: object, sort?: object, first = 7): Promise<string[]> {
  const ids: string[] = [];
  for (let after: string | null = null; ;) {
    const variables: Record<string, unknown> = { first, after, filter, sort };
    const answer = await executeAs(fixture, key(fixture.merchant, 'READ'), query, variables);
    expect(answer.errors).toBeUndefined();
    const { nodes, pageInfo } = (answer.data as unknown as Page).orders;
    ids.push(...nodes.map(({ id }) => id));
    if (!pageInfo.hasNextPage) return ids;
    after = pageInfo.endCursor;
  }
}

/** Each tenth, the first one too. */
const isAttended = (order: OrderRecord): boolean => orders.indexOf(order) % 10 === 0;

const number = ({ request }: OrderRecord): number => Number(printAmount(request.amount));

/** What the filters mean, order by order. */
const filters: [filter: Record<string, unknown>, meets: (order: OrderRecord) => boolean][] = [
  [{ currency: 'USD' }, ({ request }) => request.amount.currency === 'USD'],
  [{ currency: 'EUR' }, () => false],
  [{ amountFrom: '10' }, (order) => number(order) >= 10],
  [{ amountTo: '99.000' }, (order) => number(order) <= 99],
  [{ amountFrom: '-5', amountTo: '0.5' }, (order) => number(order) <= 0.5],
  [{ amountTo: '-5' }, () => false],
  [{ methods: ['PIX'] }, ({ request }) => request.method.type === 'PIX'],
  [{ methods: ['PIX', 'STABLECOIN'] }, () => true],
  [{ methods: [] }, () => false],
  [
    {
      metadata: [
        { key: 'cart', value: '2' },
        { key: 'shop', value: 'Fünf Häuser' },
      ],
    },
    ({ request }) => request.metadata[0]?.value === '2',
  ],
  [{ metadata: [{ key: 'cart', value: 'fünf häuser' }] }, () => false],
  [{ customerId: 'customer-6' }, ({ request }) => request.customer.id === 'customer-6'],
  [{ customerEmail: 'nobody@example.test' }, () => false],
  [{ statuses: ['PAID'] }, ({ status }) => status === 'PAID'],
  [{ reference: 'basket 3' }, ({ reference }) => reference === 'basket 3'],
  [{ needsAttention: true }, isAttended],
  [{ needsAttention: false }, (order) => !isAttended(order)],
  [{ needsAttention: true, amountFrom: '10' }, (order) => isAttended(order) && number(order) >= 10],
  [
    { needsAttention: false, methods: ['PIX'] },
    (order) => !isAttended(order) && order.request.method.type === 'PIX',
  ],
  [
    { needsAttention: true, metadata: [{ key: 'cart', value: '2' }], reference: 'basket 0' },
    (order) =>
      isAttended(order) &&
      order.request.metadata[0]?.value === '2' &&
      order.reference === 'basket 0',
  ],
];

const sorts: [field: string, value: (order: OrderRecord) => number][] = [
  ['CREATED_AT', () => 0],
  ['UPDATED_AT', ({ updatedAt }) => updatedAt],
  ['AMOUNT', number],
];

function expected(
  meets: (order: OrderRecord) => boolean,
  value: (order: OrderRecord) => number,
  direction: string,
): string[] {
  const sign = direction === 'ASCENDING' ? 1 : -1;
  return orders
    .filter(meets)
    .toSorted((a, b) => sign * (value(a) - value(b) || (a.id < b.id ? -1 : 1)))
    .map(({ id }) => id);
}

const meetsBoth = (order: OrderRecord): boolean =>
  order.status === 'PAID' && order.request.amount.currency === 'USDT' && number(order) >= 10;

describe('a list of orders', () => {
  it.each(filters)(
    'that is filtered by %j has all that match, newest first',
    async (filter, meets) => {
      expect(await idsOf(filter)).toEqual(expected(meets, () => 0, 'DESCENDING'));
    },
  );

  it.each(
    sorts.flatMap(([field, value]) => [
      [field, 'ASCENDING', value] as const,
      [field, 'DESCENDING', value] as const,
    ]),
  )('is sorted by %s, %s, over all its pages', async (field, direction, value) => {
    const sort = { field, direction };
    expect(await idsOf({}, sort)).toEqual(expected(() => true, value, direction));
    const both = { statuses: ['PAID'], currency: 'USDT', amountFrom: '10' };
    expect(await idsOf(both, sort, 2)).toEqual(expected(meetsBoth, value, direction));
    for (const needsAttention of [true, false]) {
      const meets = (order: OrderRecord): boolean => isAttended(order) === needsAttention;
      expect(await idsOf({ needsAttention }, sort, 3)).toEqual(expected(meets, value, direction));
    }
  });

  it('is the same where so many orders match that it is gone through in its own order', async () => {
    const { merchantId } = orders[0] ?? { merchantId: '' };
    const method = [plainToken(merchantId, 'METHOD', 'STABLECOIN')];
    const shop = [metadataToken(merchantId, { key: 'shop', value: 'Fünf Häuser' })];
    for (const [field, value] of sorts) {
      const found = await findSortedOrders(
        fixture.deps.read,
        merchantId,
        { first: 50, after: null },
        {
          plain: { statuses: ['PAID'], needsAttention: false },
          conditions: [[[method, shop]]],
          rest: [[[shop]]],
          columns: { currency: null, methods: ['STABLECOIN'] },
          ranks: { from: rankOfDecimal('10'), to: rankOfDecimal('2000') },
          sort: { field: field as 'AMOUNT', direction: 'DESCENDING' },
        },
        0,
      );
      const meets = (order: OrderRecord): boolean =>
        order.status === 'PAID' &&
        !isAttended(order) &&
        order.request.method.type === 'STABLECOIN' &&
        number(order) >= 10 &&
        number(order) <= 2000;
      expect(found.map(({ id }) => id)).toEqual(expected(meets, value, 'DESCENDING'));
    }
  });

  it('refuses the cursor of a list in another order', async () => {
    const sort = { field: 'AMOUNT', direction: 'ASCENDING' };
    const page = { first: 1, sort };
    const first = await executeAs(fixture, key(fixture.merchant, 'READ'), query, page);
    const { endCursor } = (first.data as unknown as Page).orders.pageInfo;
    for (const other of [{ field: 'UPDATED_AT' }, { field: 'CREATED_AT' }]) {
      const answer = await executeAs(fixture, key(fixture.merchant, 'READ'), query, {
        after: endCursor,
        sort: other,
      });
      expect(answer.errors?.map(({ extensions }) => extensions['code'])).toEqual([
        'BAD_USER_INPUT',
      ]);
    }
  });
});

describe('the rank of an amount', () => {
  it('sorts as the numbers do', () => {
    const ascending = [
      '0',
      '0.000001',
      '0.5',
      '0.50001',
      '1',
      '1.1',
      '9.99',
      '10',
      '10.01',
      '100',
      '1000',
    ];
    const ranks = ascending.map(rankOfDecimal);
    expect(ranks.toSorted()).toEqual(ranks);
    expect(rankOfDecimal('10.500')).toBe(rankOfDecimal('10.5'));
  });
});
