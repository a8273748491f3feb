import type { ExecutionResult } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestApp } from '../support/app.ts';
import type { TestApp } from '../support/app.ts';
import * as documents from '../support/documents.ts';
import { mutate, created, orderInput } from '../support/operations.ts';

interface Log {
  nodes: { id: string; cursor: string }[];
}

function logIn({ data }: ExecutionResult): Log {
  const { order } = data as { order: { events: Log } };
  return order.events;
}

/** A payer's cursor revealed how many events the merchant has. */
export function describeA17(): void {
  describe('A17: a cursor', () => {
    let testApp: TestApp;
    let id = '';
    let token = '';
    beforeAll(async () => {
      testApp = await openTestApp();
      // What the payer must not know.
      for (let count = 0; count < 5; count += 1) await created(testApp, 'W_CHECKOUT');
      const made = await mutate(testApp, documents.createOrder, {
        input: orderInput(testApp, 'W_CHECKOUT'),
      });
      [id, token] = [made.order?.id ?? '', made.clientToken ?? ''];
    });
    afterAll(() => testApp.close());

    const logOf = async (as: string, after: string | null = null): Promise<Log> => {
      const query = `query ($id: ID!, $after: EventCursor) {
        order(id: $id) { events(after: $after) { nodes { id cursor } } } }`;
      const answer = await testApp.post({ query, variables: { id, after } }, as);
      expect(answer.errors).toBeUndefined();
      return logIn(answer);
    };

    it('A17: reveals nothing to a payer: no number, no log, no length', async () => {
      const { nodes } = await logOf(token);
      expect(nodes.length).toBeGreaterThan(1);
      const timeline = await testApp.app.deps.read.get<{ timeline: string }>(
        'select timeline from merchants where id = ?',
        testApp.merchantId,
      );
      for (const { cursor } of nodes) {
        const plain = Buffer.from(cursor, 'base64url').toString('latin1');
        expect(plain).not.toContain(timeline?.timeline);
        expect(plain).not.toMatch(/^[ -~]+$/);
        expect(cursor).toHaveLength(nodes[0]?.cursor.length ?? 0);
        expect(cursor.length).toBeLessThanOrEqual(200);
      }
    });

    it('A17: is the same for every caller, in each process and after a restart, and continues from there', async () => {
      const before = await logOf(token);
      expect(await logOf(testApp.key)).toEqual(before);
      const other = await testApp.another();
      const query = `{ order(id: "${id}") { events { nodes { id cursor } } } }`;
      const there = await other.post({ query });
      expect(logIn(there)).toEqual(before);
      await testApp.restart();
      const [first, ...rest] = (await logOf(token)).nodes;
      expect([first, ...rest]).toEqual(before.nodes);
      expect(await logOf(token, first?.cursor)).toEqual({ nodes: rest });
    });

    it('A17: of a previous version, changed or from elsewhere is refused by the query, and a stream begins afresh', async () => {
      const [node] = (await logOf(testApp.key)).nodes;
      const sealed = node?.cursor ?? '';
      const { timeline } = (await testApp.app.deps.read.get<{ timeline: string }>(
        'select timeline from merchants where id = ?',
        testApp.merchantId,
      )) ?? { timeline: '' };
      const unsealed = Buffer.from(`${timeline}.1`).toString('base64url');
      const changed = `${sealed.slice(0, -4)}${sealed.endsWith('AAAA') ? 'BBBB' : 'AAAA'}`;
      const elsewhere = `AAAA${sealed.slice(4)}`;
      for (const [cursor, code] of [
        [unsealed, 'CURSOR_RESET'],
        [changed, 'BAD_USER_INPUT'],
        [elsewhere, 'CURSOR_RESET'],
        ['nonsense', 'BAD_USER_INPUT'],
      ] as const) {
        const query = '{ events(after: $after) { nodes { id } } }';
        const queries = {
          query: `query ($after: EventCursor) ${query}`,
          variables: { after: cursor },
        };
        // oxlint-disable-next-line no-await-in-loop
        const answer = await testApp.post(queries);
        expect(answer.errors?.[0]?.extensions?.['code']).toBe(code);
        // oxlint-disable-next-line no-await-in-loop
        const [item, resumed] = await streamed(testApp, id, token, cursor, 2);
        expect([item?.kind, resumed?.kind]).toEqual(['RESET', 'CAUGHT_UP']);
      }
    });

    it('A17: is the id of each item of an event stream, and Last-Event-ID continues from it', async () => {
      const { nodes } = await logOf(testApp.key);
      const items = await streamed(testApp, id, token, nodes[0]?.cursor ?? '', nodes.length - 1);
      const rest = nodes.slice(1).map(({ cursor }) => cursor);
      expect(items.map((item) => item.id)).toEqual(rest);
      expect(items.map(({ cursor }) => cursor)).toEqual(rest);
    });
  });
}

interface Item {
  /** The id of the event stream's item. */
  id: string;
  kind: string;
  cursor: string;
}

/** The first items of an order's event stream after `Last-Event-ID`. */
async function streamed(
  { url }: TestApp,
  order: string,
  as: string,
  after: string,
  count: number,
): Promise<Item[]> {
  const gone = new AbortController();
  const response = await fetch(url, {
    method: 'POST',
    signal: gone.signal,
    headers: {
      accept: 'text/event-stream',
      'content-type': 'application/json',
      authorization: `Bearer ${as}`,
      'last-event-id': after,
    },
    body: JSON.stringify({
      query: `subscription { orderUpdates(id: "${order}") { kind cursor } }`,
    }),
  });
  const items: Item[] = [];
  let text = '';
  for await (const chunk of response.body ?? []) {
    text += Buffer.from(chunk).toString('utf8');
    items.length = 0;
    for (const [, at = '', data = ''] of text.matchAll(/^id: (.+)\ndata: (.+)\n\n/gm)) {
      const item = JSON.parse(data) as { data: { orderUpdates: Omit<Item, 'id'> } };
      items.push({ id: at, ...item.data.orderUpdates });
    }
    if (items.length >= count) break;
  }
  gone.abort();
  return items.slice(0, count);
}
