import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { verify } from '../../../src/operations/verification/verify.ts';
import { openDatabase } from '../../../src/store/open.ts';
import { openTestApp } from '../../support/app.ts';
import type { TestApp } from '../../support/app.ts';
import { created, paid } from '../../support/operations.ts';
import { ask, download, rowsOfNdjson } from '../exports/files.ts';

const day = 86_400_000;
const log = `query ($after: EventCursor) { events(first: 100, after: $after) { nodes { id cursor } } }`;

describe('events that are older than they are kept', () => {
  let testApp: TestApp;
  let folder: string;
  let order: { id: string; providerReference: string };
  let before: Awaited<ReturnType<typeof download>>;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'paygraph-archive-'));
    const environment = { PAYGRAPH_KEEP_EVENTS: '30', PAYGRAPH_ARCHIVE: folder };
    testApp = await openTestApp({ environment });
    order = await paid(testApp, 'W_CHECKOUT');
    await created(testApp, 'W_CHECKOUT');
    before = await download(testApp, 'events.ndjson');
    await testApp.advance(20 * day);
    await paid(testApp, 'W_CHECKOUT');
  }, 60_000);
  afterAll(async () => {
    await testApp.close();
    await rm(folder, { recursive: true });
  });

  const filesOf = async () => {
    const names = await readdir(folder, { recursive: true });
    return names.filter((name) => name.endsWith('.ndjson')).toSorted((a, b) => (a < b ? -1 : 1));
  };
  const archived = async () => {
    const texts = (await filesOf()).map((name) => readFile(join(folder, name), 'utf8'));
    return rowsOfNdjson((await Promise.all(texts)).join(''));
  };
  const eventsAfter = (after: string | null) => testApp.post({ query: log, variables: { after } });

  it('stay in the log until then', async () => {
    expect(await filesOf()).toEqual([]);
    const all = rowsOfNdjson((await download(testApp, 'events.ndjson')).text);
    expect(all.length).toBeGreaterThan(rowsOfNdjson(before.text).length);
  });

  it('move into a file with all that the log had of them, in its order, for the owner alone', async () => {
    await testApp.advance(12 * day);
    const exported = rowsOfNdjson(before.text);
    const lines = await archived();
    expect(lines.slice(0, exported.length)).toMatchObject(
      exported.map(({ cursor: _cursor, ...event }) => event),
    );
    expect(lines.map(({ seq }) => seq)).toEqual(lines.map((_line, at) => at + 1));
    expect(lines.find(({ subject, to }) => subject === order.id && to === 'PAID')).toMatchObject({
      movements: [{ type: 'PAID', amount: { minor: '101000000', currency: 'USDT' } }],
      state: { accountId: testApp.accounts.W_CHECKOUT },
    });
    const [name = ''] = await filesOf();
    expect(name.split('/').at(-1)).toMatch(/^000000000001-\d{12}\.ndjson$/);
    expect((await stat(join(folder, name))).mode & 0o077).toBe(0);
    const left = await testApp.app.deps.read.all<{ seq: number }>(
      'select seq from events union all select seq from event_states order by seq',
    );
    const kept = new Set(left.map(({ seq }) => seq));
    expect(Math.min(...kept)).toBe(lines.length + 1);
    expect(left).toHaveLength(2 * kept.size);
  });

  it('are in no cursor any more: streams begin anew, queries and exports say so', async () => {
    const [first] = rowsOfNdjson(before.text);
    const gone = String(first?.['cursor']);
    expect(await eventsAfter(gone)).toMatchObject({
      errors: [{ extensions: { code: 'CURSOR_RESET' } }],
    });
    for (const query of [`after=${gone}`, `to=${gone}`]) {
      const refused = await ask(testApp, `orders.csv?${query}`);
      expect([refused.status, await refused.json()]).toEqual([
        410,
        { error: 'Events there are archived', parameter: query.split('=')[0] },
      ]);
    }
    const stream = await fetch(testApp.url, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${testApp.key}`,
        accept: 'text/event-stream',
        'content-type': 'application/json',
        'last-event-id': gone,
      },
      body: JSON.stringify({ query: 'subscription { events { kind cursor } }' }),
    });
    const reader = stream.body?.getReader();
    let text = '';
    while (!text.includes('CAUGHT_UP')) {
      const { value, done } = (await reader?.read()) ?? { done: true, value: undefined };
      if (done) break;
      text += Buffer.from(value ?? []).toString('utf8');
    }
    await reader?.cancel();
    expect(text).toContain('"kind":"RESET"');
  });

  it('leave a log that is read, exported and verified as far as it goes, and goes on', async () => {
    const kept = await download(testApp, 'events.ndjson');
    const after = kept.headers.get('x-paygraph-after') ?? '';
    expect(await eventsAfter(after)).toMatchObject({
      data: { events: { nodes: rowsOfNdjson(kept.text).map(({ event: id }) => ({ id })) } },
    });
    expect((await download(testApp, 'events.ndjson', { after })).text).toBe(kept.text);
    const query = `query ($id: ID!) { order(id: $id) { status paid { amount } events { nodes { id } } explanation { __typename } } }`;
    expect(await testApp.post({ query, variables: { id: order.id } })).toMatchObject({
      data: { order: { status: 'PAID', paid: { amount: '101.00' }, events: { nodes: [] } } },
    });
    testApp.sandbox.provider('W_CHECKOUT').faults.clear();
    await created(testApp, 'W_CHECKOUT');
    const database = await openDatabase(testApp.databaseUrl);
    const { findings } = await verify(
      { sql: database.sql, damage: async () => [] },
      { sealer: testApp.app.deps.sealer },
    );
    await database.close();
    expect(findings).toEqual([]);
  });
});
