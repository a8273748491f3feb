import { createHash } from 'node:crypto';
import { assert, asyncProperty, constantFrom, nat } from 'fast-check';
import { getNamedType } from 'graphql';
import { beforeAll, describe, expect, it } from 'vitest';
import { scopes } from '../../../src/domain/principal.ts';
import type { Principal } from '../../../src/domain/principal.ts';
import { schema } from '../../support/schema.ts';
import { signWebhook } from '../../../src/providers/stablecoin-gateway/webhook.ts';
import type { Reader } from '../../../src/store/sql.ts';
import * as documents from '../../support/documents.ts';
import type { TestApp } from '../../support/app.ts';
import { mutate } from '../../support/operations.ts';
import { drawing, oneOf, selectionOf } from './documents.ts';
import type { Draw } from './documents.ts';
import { absentId, bearer, openMirror } from './mirror.ts';
import type { Mirror } from './mirror.ts';
import { places } from './places.ts';
import type { Fixture } from './fixture.ts';
import { executeAs } from './walk.ts';
import { intercepted } from '../../support/watching.ts';

const ways = Object.entries(places).flatMap(([name, all]) => all.map((args) => ({ name, args })));

export function describeTenancy(fixture: () => Fixture): void {
  describe('another merchant', () => {
    let mirror: Mirror;
    let full: Principal;
    let attackers: Principal[];
    let victims: readonly string[];
    let reads = 0;

    beforeAll(async () => {
      const { testApp, rows } = fixture();
      mirror = await openMirror(testApp);
      const orderId = mirror.ids.get(rows.deposit) ?? '';
      const claims = {
        merchantId: mirror.merchantId,
        orderId,
        expiresAt: testApp.sandbox.clock.now() + 1e6,
      };
      full = await mirror.withScopes(scopes);
      const narrow = await Promise.all(scopes.map((scope) => mirror.withScopes([scope])));
      const token = await testApp.app.deps.clientTokens.make(claims);
      attackers = [full, ...narrow, await bearer(testApp, token)];
      victims = [...mirror.ids.keys(), rows.delivery].filter((id) => !id.startsWith('evi_'));
      testApp.app.deps.read = counting(testApp.app.deps.read, () => (reads += 1));
    });

    /** Values that belong to the victim alone. */
    const markers = () => [...victims, mirror.timeline, 'VICTIM'];
    const marked = (answer: unknown) => {
      const text = JSON.stringify(answer);
      return markers().filter((marker) => text.includes(marker));
    };

    it('has a place here for every argument that takes an id, a cursor or an account', () => {
      const unnamed = argumentsOfIds().filter((name) => !(name in places));
      const byOwnKey = ['order', 'paymentLink', 'refund', 'settlement'].map(
        (one) => `Query.${one}ByIdempotencyKey`,
      );
      expect(unnamed).toEqual(byOwnKey);
    });

    it('gets of ids, cursors and filters of the first what it gets of those that do not exist, for as many reads', async () => {
      const { testApp, rows } = fixture();
      const before = await belongingsOf(testApp);
      const timeline = mirror.timeline.split('').toReversed().join('');
      const nowhere = testApp.app.deps.cursors.encode({ timeline, seq: 0 });
      const executeCounting = async (attacker: Principal, query: string) => {
        const since = reads;
        const answer = await executeAs(testApp, attacker, query);
        return { answer, reads: reads - since };
      };
      const mine = mirror.ids.get(testApp.accounts.W_CHECKOUT) ?? '';
      const check = async (attacker: Principal, draw: Draw, at: number) => {
        const victim = oneOf(draw, victims);
        const write = documentWith(draw, ways[at], mine);
        const theirs = await executeCounting(attacker, write(victim, rows.start));
        const nobodys = await executeCounting(attacker, write(absentId(victim), nowhere));
        expect(marked(theirs.answer)).toEqual([]);
        expect(theirs).toEqual(nobodys);
      };
      for (const at of ways.keys()) await check(full, drawing(at + 1), at);
      // The audit trail shows what they themselves asked of the victim's ids until here, and not of those of nobody.
      const drawn = [...ways.keys()].filter((at) => !(ways[at]?.args ?? '').includes('subject: $'));
      await assert(
        asyncProperty(nat(attackers.length - 1), nat(), constantFrom(...drawn), (who, seed, at) =>
          check(attackers[who] ?? full, drawing(seed), at),
        ),
        { numRuns: 40 },
      );
      expect(await belongingsOf(testApp)).toEqual(before);
    });

    it('is shown nothing of the first, whatever it asks of its own', async () => {
      const { testApp } = fixture();
      // The audit trail repeats to callers what they requested, the victim's ids too.
      const rootFields = Object.values(schema.getQueryType()?.getFields() ?? {}).filter(
        ({ name }) => name !== 'auditTrail',
      );
      const own = [...mirror.ids.values()].filter((id) => !id.startsWith('evi_'));
      await assert(
        asyncProperty(nat(), async (seed) => {
          const draw = drawing(seed);
          const requested = ['a', 'b', 'c', 'd'].map((alias) => {
            const isNode = draw(2) === 0;
            const field = oneOf(
              draw,
              rootFields.filter(({ name }) => isNode === (name === 'node') && isPlain(name)),
            );
            // In one batch with somebody else's objects.
            const id = draw(2) === 0 ? oneOf(draw, own) : oneOf(draw, victims);
            const taker = field.args.find(({ name }) => name === 'id' || name === 'text')?.name;
            const args = taker === undefined ? '' : `(${taker}: "${id}")`;
            const selection = selectionOf(draw, getNamedType(field.type), 4);
            return `${alias}: ${field.name}${args} { ${selection} }`;
          });
          const query = `query ($yes: Boolean = true) { __typename @include(if: $yes) ${requested.join(' ')} }`;
          const answer = await executeAs(testApp, full, query);
          expect(marked(answer)).toEqual([]);
          const codes = (answer.errors ?? []).map(
            ({ extensions, message }) => extensions['code'] ?? message,
          );
          expect(codes.filter((code) => code !== 'PROVIDER_UNAVAILABLE')).toEqual([]);
        }),
        { numRuns: 25 },
      );
    });

    it('uses the idempotency keys of the first as if they were free', async () => {
      const { testApp, rows } = fixture();
      const input = { merchant: mirror.merchantId, name: 'w', scopes: [...scopes] };
      const { secret } = await mutate(testApp, documents.createApiKey, { input }, testApp.adminKey);
      const keyed = (mutation: string) =>
        testApp.app.deps.read.get(
          'select * from idempotency_keys where merchant_id = ? and mutation = ?',
          mirror.merchantId,
          mutation,
        );
      expect(await keyed('createOrder')).toBeDefined();
      await testApp.app.deps.queue.commit(async (tx) => {
        await tx.run('delete from idempotency_keys where merchant_id = ?', mirror.merchantId);
      });
      const account = mirror.ids.get(testApp.accounts.W_CHECKOUT);
      const before = await belongingsOf(testApp);
      const found = await testApp.request(
        documents.orderByIdempotencyKey,
        { key: rows.keys.order },
        String(secret),
      );
      expect(found).toEqual({ orderByIdempotencyKey: null });
      const other = {
        ...rows.inputs.order,
        reference: 'other',
        metadata: [],
        account,
        description: 'x',
      };
      const result = await mutate(testApp, documents.createOrder, { input: other }, String(secret));
      expect(result).toMatchObject({ __typename: 'CreateOrderSuccess', replayed: false });
      expect(marked(result)).toEqual([]);
      expect(await belongingsOf(testApp)).toEqual(before);
    });

    it('cannot be sent a webhook of the first', async () => {
      const { testApp } = fixture();
      const own = mirror.ids.get(testApp.accounts.W_CHECKOUT);
      const now = testApp.sandbox.clock.now();
      const timestamp = Math.floor(now / 1000);
      const body = JSON.stringify({ eventId: 'of-the-first', eventType: 'x', timestamp, data: {} });
      const { signKey } = testApp.credentials.W_CHECKOUT;
      const headers = { 'content-type': 'application/json', ...signWebhook(body, signKey, now) };
      const statuses = [];
      for (const to of [own, 'acc_none', testApp.accounts.W_CHECKOUT]) {
        const url = testApp.url.replace('/graphql', `/webhooks/${to}`);
        const response = await fetch(url, { method: 'POST', headers, body });
        statuses.push([
          response.status,
          to === testApp.accounts.W_CHECKOUT ? '' : await response.text(),
        ]);
      }
      expect(statuses.map(([status]) => status)).toEqual([401, 401, 200]);
      expect(statuses[0]).toEqual(statuses[1]);
    });
  });
}

/** Lists, and objects that are found by an id: no side effects, no other input needed. */
const isPlain = (name: string): boolean =>
  !/IdempotencyKey|reconciliation|explainSignature/.test(name);

function documentWith(draw: Draw, path: (typeof ways)[number] | undefined, mine: string) {
  const { name = '', args = '' } = path ?? {};
  const [type = '', field = ''] = name.split('.');
  const root = schema.getType(type) as NonNullable<ReturnType<typeof schema.getQueryType>>;
  const result = root.getFields()[field];
  if (result === undefined) throw new Error(`no ${name}`);
  const selection = selectionOf(draw, getNamedType(result.type), 3);
  return (id: string, cursor: string): string => {
    const list = Buffer.from(id, 'utf8').toString('base64url');
    const filledArgs = args
      .replaceAll('$list', JSON.stringify(list))
      .replaceAll('$log', JSON.stringify(cursor))
      .replaceAll('$mine', JSON.stringify(mine))
      .replaceAll('$', JSON.stringify(id));
    const result = type === 'Subscription' ? '' : '__typename @include(if: $yes)';
    const skipped =
      type === 'Subscription' ? selection.replaceAll(' @include(if: $yes)', '') : selection;
    const head =
      type === 'Subscription' ? 'subscription' : `${type.toLowerCase()} ($yes: Boolean = true)`;
    return `${head} { ${result} ${field}${filledArgs} { ${skipped} } }`;
  };
}

/** The fields of roots that accept another merchant's ids. */
function argumentsOfIds(): string[] {
  return ['Query', 'Mutation', 'Subscription'].flatMap((type) => {
    const root = schema.getType(type) as NonNullable<ReturnType<typeof schema.getQueryType>>;
    const takers = Object.values(root.getFields()).filter(({ args }) =>
      args.some(({ type: value }) => /ID|EventCursor|Input|Filter/.test(String(value))),
    );
    return takers
      .map(({ name }) => `${type}.${name}`)
      .filter((name) => name !== 'Mutation.createMerchant');
  });
}

const counting = (read: Reader, count: () => void): Reader => intercepted(read, count);

const tables = [
  'orders',
  'refunds',
  'settlements',
  'abnormal_payments',
  'events',
  'api_keys',
  'provider_accounts',
  'webhook_deliveries',
  'idempotency_keys',
  'cancel_intentions',
];

/** Every row of a merchant, and every call made for one of its orders: their digest by table. */
async function belongingsOf({ app, merchantId }: TestApp): Promise<Record<string, string>> {
  const { read } = app.deps;
  const texts = [
    'select * from merchants where id = ?',
    ...tables.map((table) => `select * from ${table} where merchant_id = ?`),
    'select c.* from provider_calls c join orders o on o.id = c.subject_id where o.merchant_id = ?',
  ];
  const digests = texts.map(async (text) => {
    const rows = JSON.stringify(await read.all(text, merchantId));
    return [text, createHash('sha256').update(rows).digest('hex')] as const;
  });
  return Object.fromEntries(await Promise.all(digests));
}
