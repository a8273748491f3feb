import { assert, asyncProperty, nat } from 'fast-check';
import { getNamedType, isUnionType } from 'graphql';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Principal } from '../../../src/domain/principal.ts';
import { clientView } from '../../../src/graphql/authorization/client-view.ts';
import { schema } from '../../support/schema.ts';
import { failureOf as failureAtExamplepay } from '../../../src/providers/examplepay/mapping.ts';
import { failureOf as failureAtNexapay } from '../../../src/providers/nexapay/mapping.ts';
import { failureOf as failureAtGateway } from '../../../src/providers/stablecoin-gateway/mapping.ts';
import { refusalOf as failureAtVexora } from '../../../src/providers/vexora/mapping.ts';
import { orderById } from '../../../src/store/queries/orders.ts';
import { drawing, oneOf, selectionOf } from './documents.ts';
import { bearer } from './mirror.ts';
import type { Fixture } from './fixture.ts';
import { executeAs, codeOf } from './walk.ts';

const isShown = (type: string, field: string): boolean =>
  clientView[type]?.includes(field) ?? false;

/** Whether a fragment may have that name. */
function isNamed(name: string): boolean {
  const type = schema.getType(name);
  return name in clientView || (isUnionType(type) && type.getTypes().every(isInView));
}

const isInView = ({ name }: { name: string }): boolean => name in clientView;

export function describeClients(fixture: () => Fixture): void {
  describe('a client token', () => {
    let payers: { principal: Principal; id: string }[];
    let hidden: string[];

    beforeAll(async () => {
      const { testApp, rows, credentials } = fixture();
      const [deposit = '', , , failed = ''] = credentials.client;
      payers = [
        { principal: await bearer(testApp, deposit), id: rows.deposit },
        { principal: await bearer(testApp, failed), id: rows.failed },
      ];
      const order = await orderById(testApp.app.deps.read, rows.deposit);
      hidden = [
        'VICTIM-cart',
        'VICTIM-note',
        'Bank says no',
        order?.providerReference ?? '',
        testApp.merchantId,
        ...Object.values(testApp.accounts),
        rows.cancelable,
        rows.refunded,
        rows.settlement,
      ];
    });

    it('is refused a document as a whole, or shown what a payer may see', async () => {
      const { testApp } = fixture();
      let answered = 0;
      await assert(
        asyncProperty(nat(), async (seed) => {
          const draw = drawing(seed);
          const { principal, id } = oneOf(draw, payers);
          const query = documentOf(draw, id);
          const answer = await executeAs(testApp, principal, query);
          const isAllowed =
            [...query.matchAll(/(\w+?)\d*_(\w+):/g)].every(([, type = '', field = '']) =>
              isShown(type, field),
            ) && [...query.matchAll(/\bon (\w+)/g)].every(([, type = '']) => isNamed(type));
          if (isAllowed) answered += 1;
          const codes = answer.errors?.map((error) => codeOf(error));
          expect({ query, codes }).toEqual({
            query,
            codes: isAllowed ? undefined : ['FORBIDDEN'],
          });
          expect(answer.data === undefined).toBe(!isAllowed);
          const text = JSON.stringify(answer);
          expect(hidden.filter((word) => text.includes(word))).toEqual([]);
        }),
        { numRuns: 100 },
      );
      expect(answered).toBeGreaterThan(10);
    });

    it.each([
      'query { order(id: $) { a: account { id } } }',
      'query { order(id: $) { ... { ... on Node { ... on Order { metadata { value } } } } } }',
      'query { order(id: $) { metadata @skip(if: true) { value } } }',
      'query ($no: Boolean = false) { order(id: $) { metadata @include(if: $no) { value } } }',
      'query { ...A } fragment A on Query { order(id: $) { ...B } } fragment B on Node { ...C } fragment C on Order { providerReference }',
      'query { order(id: $) { events { nodes { subject { ... on Order { account { id } } } } } } }',
      'query { order(id: $) { failure { providerMessage } } }',
      'query { node(id: $) { ... on Merchant { name } } }',
      'query A { order(id: $) { id } } query B { orders { nodes { id } } }',
      'query { __schema { types { name } } }',
      'query { __type(name: "Order") { name } }',
      'query { order(id: $) { id } viewer { id } }',
      'mutation { refreshOrder(id: $) { __typename } }',
      'mutation { cancelOrder(input: { idempotencyKey: "payer-123", id: $ }) { __typename } }',
      'subscription { events { cursor } }',
      'subscription { orderUpdates(id: $) { order { explanation { status } } } }',
    ])('is refused %s', async (text) => {
      const { testApp, rows } = fixture();
      const query = text
        .replaceAll('$)', `"${rows.deposit}")`)
        .replaceAll('id: $ }', `id: "${rows.deposit}" }`);
      const body = JSON.stringify({ query, ...(/query A/.test(query) && { operationName: 'A' }) });
      const isStream = query.startsWith('subscription');
      const response = await fetch(testApp.url, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          authorization: `Bearer ${fixture().credentials.client[0]}`,
          ...(isStream && { accept: 'text/event-stream' }),
        },
        body,
      });
      const [, data] = /(\{.*\})/.exec(await response.text()) ?? [];
      const answer = JSON.parse(data ?? '') as { data?: unknown; errors?: never[] };
      expect(answer.data).toBeUndefined();
      expect(codeOf(answer.errors?.[0])).toBe('FORBIDDEN');
    });

    it('finds by node its order, its refunds and abnormal payments, and nothing else', async () => {
      const { testApp, rows, credentials } = fixture();
      const payer = await bearer(testApp, credentials.client[5] ?? '');
      const found = async (id: string) => {
        const { data, errors } = await executeAs(testApp, payer, `{ node(id: "${id}") { id } }`);
        expect(errors).toBeUndefined();
        return (data as { node: unknown }).node !== null;
      };
      for (const id of [rows.payment.order.id, rows.abnormalRefund, rows.payment.id]) {
        expect(await found(id)).toBe(true);
      }
      const others = [rows.deposit, rows.refund, rows.resolved.id, rows.settlement, rows.event];
      const { W_CHECKOUT: account } = testApp.accounts;
      for (const id of [...others, rows.delivery, rows.apiKey, testApp.merchantId, account, 'x']) {
        expect(await found(id)).toBe(false);
      }
    });
  });

  it('says why something failed in words of ours: the provider’s own are kept apart', () => {
    for (const status of [200, 400, 401]) {
      for (const code of ['E1', '00006', 'Payment.Common.Rejected', 'Common.Other']) {
        const refusal = { status, code, message: 'SPOKEN', traceId: null } as never;
        const failures = [
          failureAtExamplepay(refusal),
          failureAtNexapay(refusal),
          failureAtVexora(refusal),
          failureAtGateway(refusal, 'W Checkout'),
        ];
        for (const { message, providerMessage } of failures) {
          expect(message).not.toMatch(/SPOKEN|E1|00006|Common/);
          expect(providerMessage).toBe('SPOKEN');
        }
      }
    }
  });
}

function documentOf(draw: (bound: number) => number, id: string): string {
  const stream = draw(4) === 0;
  const type = stream ? schema.getSubscriptionType() : schema.getQueryType();
  const name = stream ? 'orderUpdates' : oneOf(draw, ['order', 'order', 'node']);
  const field = type?.getFields()[name];
  if (field === undefined) throw new Error(`no ${name}`);
  const often = draw(3) > 0 ? isShown : () => true;
  const selection = selectionOf(draw, getNamedType(field.type), 4, often);
  const selected = `${name}(id: "${id}") { ${selection} }`;
  const root = stream ? 'Subscription' : 'Query';
  const head = `${root === 'Query' ? 'query' : 'subscription'} ($yes: Boolean = true)`;
  // The variable has to be used.
  const used = `${selected.slice(0, -1)} __typename @include(if: $yes) }`;
  return draw(2) === 0
    ? `${head} { ${used} }`
    : `${head} { ...All } fragment All on ${root} { ${used} }`;
}
