import { describe, expect, it } from 'vitest';
import { noticeReceiver } from '../../../src/providers/kit/webhook.ts';
import { nexapay } from '../../../src/providers/nexapay/index.ts';
import { payStatusTable } from '../../../src/providers/nexapay/mapping.ts';
import type { ProviderModule, WebhookReceiver } from '../../../src/providers/provider.ts';
import { openNexapay } from '../nexapay/subject.ts';
import { reportOf, runSuite } from './run.ts';
import type { OpenSubject, Subject } from './subject.ts';

/** NexaPay, as if its webhooks were so. */
const receiving = (webhook: WebhookReceiver): ProviderModule => ({
  ...nexapay,
  connect: (config, tools) => ({ ...nexapay.connect(config as never, tools), webhook }),
});

const subject =
  (more: (own: Subject) => Partial<Subject>): OpenSubject =>
  async (module) => {
    const own = await openNexapay(module);
    return { ...own, ...more(own) };
  };

const ack = { status: 200, contentType: 'text/plain', body: 'OK' };

/** An id in a form, and no signature. */
const notices = subject(({ webhook }) => ({
  skips: [],
  webhook: {
    ...webhook,
    ack,
    samples: [
      {
        name: 'an id',
        body: 'id=p1',
        topic: null,
        expected: { observations: [], queries: [{ about: 'ORDER', providerId: 'p1' }] },
      },
    ],
    sign: ({ body }) => ({ headers: {}, body: Buffer.from(body) }),
  },
}));

const receiver = noticeReceiver({
  ack,
  parse(body) {
    const id = new URLSearchParams(body.toString('utf8')).get('id');
    return id === null || !/^p\d{1,20}$/.test(id) ? null : { about: 'ORDER', providerId: id };
  },
});

/** Titles of the cases about webhooks, and what failed of them. */
async function triedOn(module: ProviderModule, open: OpenSubject) {
  const tried: string[] = [];
  const { failed } = await runSuite(module, open, {
    choose(cases) {
      const chosen = cases.filter(({ title }) => title.includes(' webhook: '));
      tried.push(...chosen.map(({ title }) => title));
      return chosen;
    },
  });
  return { tried, failed };
}

describe('the suite', () => {
  it('asks no signature of webhooks that are not signed', async () => {
    const { tried, failed } = await triedOn(receiving(receiver), notices);
    expect(reportOf(failed)).toBe('');
    expect(tried).toContain(
      'NEXAPAY webhook: an id, which is not signed, is only a reason to query',
    );
    expect(tried.join('\n')).not.toMatch(/tampered|signature|secret|its time|explained/);
  });

  it('lets nobody state a fact without a signature', async () => {
    const observation = { subject: 'ORDER', providerReference: 'r', status: 'PAID' } as const;
    const believing: WebhookReceiver = {
      ...receiver,
      translate: () => ({ observations: [{ ...observation, occurredAt: null }], queries: [] }),
    };
    const { failed } = await triedOn(receiving(believing), notices);
    expect(failed.map(({ title }) => title)).toContain(
      'NEXAPAY webhook: an id, which is not signed, is only a reason to query',
    );
  });

  it('names the rows of a table that no case reads', async () => {
    const unread = { A: 'PAID' };
    const tables = { payStatusTable, unread };
    const { failed } = await runSuite(
      nexapay,
      subject(() => ({ tables })),
    );
    expect(failed.map(({ title }) => title)).toEqual([
      'NEXAPAY unread: each row is read by a case',
    ]);
    expect(reportOf(failed)).toMatch(
      /^NEXAPAY unread: each row is read by a case\n {4}Expected.*\n/,
    );
  }, 60_000);
});
