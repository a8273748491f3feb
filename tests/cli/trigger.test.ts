import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { stories } from '../../cli/stories/stories.ts';
import { merchantById } from '../../src/store/queries/merchants.ts';
import { openTestApp } from '../support/app.ts';
import type { TestApp } from '../support/app.ts';
import * as documents from '../support/documents.ts';
import { mutate } from '../support/operations.ts';
import { makeEndpoint } from '../operations/event-endpoints/receiver.ts';
import { paygraph } from './run.ts';

let testApp: TestApp;
beforeAll(async () => {
  testApp = await openTestApp();
});
afterAll(() => testApp.close());

interface Played {
  story: string;
  order: { id: string; status: string; abnormalPayments: { type: string }[] };
  refund: { status: string } | null;
  settlement: { status: string } | null;
}

/** Time passes while the story is played: what is due is done. */
async function played(story: string, ...more: string[]) {
  const over = new AbortController();
  const running = paygraph(testApp, ['trigger', story, '--json', ...more]).finally(() =>
    over.abort(),
  );
  while (!over.signal.aborted) await testApp.advance(story.startsWith('lost') ? 2_000 : 100);
  const ran = await running;
  expect(ran.errors).toBe('');
  const [result] = ran.values() as Played[];
  return { code: ran.code, result };
}

/** What each story ends with. */
const ends: Readonly<Record<string, object>> = {
  paid: { order: { status: 'PAID', abnormalPayments: [] } },
  overpaid: { order: { status: 'PAID', abnormalPayments: [{ type: 'OVERPAID' }] } },
  underpaid: { order: { status: 'EXPIRED', abnormalPayments: [{ type: 'UNDERPAID' }] } },
  expired: { order: { status: 'EXPIRED', abnormalPayments: [] } },
  late: { order: { status: 'EXPIRED', abnormalPayments: [{ type: 'LATE' }] } },
  'lost-answer': { order: { status: 'PAID' } },
  'lost-request': { order: { status: 'AWAITING_PAYMENT' } },
  'webhooks-twice': { order: { status: 'PAID', abnormalPayments: [] } },
  'forged-webhook': { order: { status: 'PAID' } },
  refunded: { refund: { status: 'SUCCEEDED' } },
  'refund-failed': { refund: { status: 'FAILED' } },
  settled: { settlement: { status: 'SUCCEEDED' } },
};

describe('a story', () => {
  it.each(stories.map(({ name }) => name))('is played to its end: %s', async (story) => {
    const { code, result } = await played(story);
    expect(code).toBe(0);
    expect(result).toMatchObject({ story, ...ends[story] });
  });

  it('is played at the account that is named, and tells each step to a person', async () => {
    const account = testApp.accounts.ANEXPAY_XCHECKOUT;
    const { code, lines } = await paygraph(testApp, ['trigger', 'refunded', '--account', account]);
    expect(code).toBe(0);
    expect(lines.at(-1)).toBe('• the refund is SUCCEEDED');
    expect(lines).toContain('• the order is PAID');
  });

  it('is not played at an account that is no sandbox or does not fit', async () => {
    const { accounts } = testApp;
    const other = await paygraph(testApp, ['trigger', 'paid', '--account', accounts.VEXORA]);
    expect(other).toMatchObject({ code: 2, out: '' });
    const { code } = await paygraph(testApp, ['trigger', 'paid', '--timeout', 'x']);
    expect(code).toBe(2);
    const update = `mutation ($input: UpdateProviderAccountInput!) {
      updateProviderAccount(input: $input) { __typename }
    }`;
    const input = { id: accounts.ANEXPAY_XCHECKOUT, baseUrl: 'https://openapi.example.com' };
    await testApp.post({ query: update, variables: { input } });
    const live = await paygraph(testApp, ['trigger', 'paid', '--account', input.id]);
    expect(live.code).toBe(2);
    expect(live.errors).toContain('is not a sandbox on this machine');
  });
});

describe('explain', () => {
  it('tells all evidence about an order, with the rule of each', async () => {
    const { result } = await played('paid');
    const id = result?.order.id ?? '';
    const { code, out } = await paygraph(testApp, ['explain', id]);
    expect(code).toBe(0);
    expect(out).toContain(`Order ${id}`);
    expect(out).toContain('is PAID');
    expect(out).toMatch(/^\* +.+ +WEBHOOK/m);
    const { values } = await paygraph(testApp, ['explain', id, '--json']);
    expect(values()).toMatchObject([{ id, explanation: { subjectStatus: 'PAID' } }]);
  });

  it('ends with 1 for what is not there', async () => {
    expect(await paygraph(testApp, ['explain', 'ord_none'])).toMatchObject({ code: 1, out: '' });
  });
});

describe('replay', () => {
  it('applies a webhook again, which changes nothing', async () => {
    await played('paid');
    const { data } = await testApp.post({
      query: '{ webhookDeliveries(first: 1) { nodes { id } } }',
    });
    const { webhookDeliveries } = data as { webhookDeliveries: { nodes: { id: string }[] } };
    const id = webhookDeliveries.nodes[0]?.id ?? '';
    const { code, lines } = await paygraph(testApp, ['replay', id]);
    expect(code).toBe(0);
    expect(lines[0]).toContain(`${id} is APPLIED`);
    const { errors, code: refused } = await paygraph(testApp, ['replay', 'whd_none']);
    expect(refused).toBe(1);
    expect(errors).toContain('NOT_FOUND');
  });

  it('sends the events after a cursor to an endpoint again', async () => {
    await played('paid');
    const { app, merchantId } = testApp;
    const { events } = await testApp.request(documents.events, { first: 2 });
    const { id } = await makeEndpoint(testApp, { url: 'https://hooks.example/paygraph' });
    await mutate(testApp, documents.updateEventEndpoint, { input: { id, enabled: false } });
    const { lastSeq = 0 } = (await merchantById(app.deps.read, merchantId)) ?? {};
    const after = events.pageInfo.endCursor ?? '';
    const { code, lines } = await paygraph(testApp, ['replay', id, '--after', after]);
    expect({ code, lines }).toEqual({
      code: 0,
      lines: [`${id} is PAUSED, with ${lastSeq - 2} events to be sent`],
    });
    const { code: incomplete, errors } = await paygraph(testApp, ['replay', id]);
    expect({ incomplete, errors }).toMatchObject({ incomplete: 2 });
    expect(errors).toContain('--after is missing');
  });
});
