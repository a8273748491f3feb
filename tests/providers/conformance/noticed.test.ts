/** What the suite has to notice: a provider that conforms, with one fault each. */
import { describe, expect, it } from 'vitest';
import { findInList } from '../../../src/providers/kit/lists.ts';
import type { ListSearch } from '../../../src/providers/kit/lists.ts';
import { OutcomeUnknown } from '../../../src/providers/provider.ts';
import type {
  Connection,
  ConnectionTools,
  ListPage,
  ProviderModule,
  Reply,
} from '../../../src/providers/provider.ts';
import type { Observation } from '../../../src/domain/observation.ts';
import { providerModule } from '../../../src/providers/modules.ts';
import { openExamplepay } from '../examplepay/subject.ts';
import { openGateway } from '../stablecoin-gateway/subject.ts';
import { reportOf, runSuite } from './run.ts';
import type { OpenSubject } from './subject.ts';

interface Own {
  own: Connection;
  tools: ConnectionTools;
  /** How often something could not be read. */
  unread: () => number;
}
type Fault = (own: Own) => Partial<Connection>;

/** The module with this in the place of what it does itself. */
const faulty = (module: ProviderModule, fault: Fault): ProviderModule => ({
  ...module,
  connect(config, tools) {
    let unread = 0;
    const log: ConnectionTools['log'] = (...line) => {
      unread += 1;
      tools.log(...line);
    };
    const own = module.connect(config, { ...tools, log });
    return { ...own, ...fault({ own, tools, unread: () => unread }) };
  },
});

const gateway = providerModule('ANEXPAY_XCHECKOUT');
const examplepay = providerModule('EXAMPLEPAY');

/** The titles that fail of those that match. */
async function failing(
  fault: Fault,
  titles: RegExp,
  [module, open]: readonly [ProviderModule, OpenSubject] = [
    gateway,
    openGateway('ANEXPAY_XCHECKOUT'),
  ],
): Promise<string> {
  const choose = <Case extends { title: string }>(cases: readonly Case[]) =>
    cases.filter(({ title }) => titles.test(title));
  const { failed } = await runSuite(faulty(module, fault), open, { choose });
  return reportOf(failed);
}

type Listing = NonNullable<Connection['listOrders']>;

/** `listOrders` with another page in the place of its own. */
const listing =
  (change: (page: ListPage, unread: boolean) => ListPage): Fault =>
  ({ own, unread }) => {
    const listOrders: Listing = async (range, call) => {
      const before = unread();
      const page = await own.listOrders?.(range, call);
      if (page === undefined) throw new Error('there is no listOrders');
      return change(page, unread() > before);
    };
    return { listOrders };
  };

const nobodys: Observation = {
  subject: 'ORDER',
  providerReference: '',
  status: null,
  occurredAt: null,
};

const outside: Fault = ({ own }) => ({
  listOrders: async (range, call) =>
    (await own.listOrders?.({ ...range, from: 0, to: 4_000_000_000_000 }, call)) as ListPage,
});

/** `queryOrder` with other observations. */
const querying =
  (change: (observation: Observation, tools: ConnectionTools) => Observation): Fault =>
  ({ own, tools }) => ({
    async queryOrder(order, call) {
      const reply = await own.queryOrder(order, call);
      return { ...reply, observations: reply.observations.map((one) => change(one, tools)) };
    },
  });

const at = (observation: Observation, occurredAt: number): Observation =>
  'occurredAt' in observation ? { ...observation, occurredAt } : observation;

const hasty: Fault = ({ own }) => ({
  async queryOrder(order, call) {
    try {
      return await own.queryOrder(order, call);
    } catch {
      const { providerReference } = order;
      const absence = { subject: 'ABSENCE', of: 'ORDER', providerReference, queriedAt: 1 } as const;
      return { observations: [absence], refused: null };
    }
  },
});

const nameless: Fault = ({ own }) => ({
  async queryRefund(refund, call) {
    const reply = (await own.queryRefund?.(refund, call)) as Reply;
    const observations = reply.observations.map((one): Observation => {
      if (one.subject !== 'REFUND') return one;
      const { orderProviderReference: _, ...rest } = one;
      return rest;
    });
    return { ...reply, observations };
  },
});

const believing: Fault = ({ own }) => ({
  async cancelOrder(order, call) {
    const reply = (await own.cancelOrder?.(order, call)) as Reply;
    const canceled = reply.observations.map((one) => ({ ...one, status: 'CANCELED' }));
    return { ...reply, observations: canceled as Observation[] };
  },
});

describe('the suite notices', () => {
  const pages = 'listOrders goes on page by page, to its end';
  const beside = 'listOrders holds the rest beside what is not in our form';
  const others = 'listOrders holds nothing that another system made, and all the rest';
  it.each<[what: string, fault: Fault, title: string]>([
    ['a list that never goes on', listing((page) => ({ ...page, hasMore: false })), pages],
    ['a list that always goes on', listing((page) => ({ ...page, hasMore: true })), pages],
    ['a list that ignores its range', outside, 'listOrders holds nothing outside of its range'],
    [
      'a list that breaks where a record is not in our form',
      listing((page, unread) => {
        if (unread) throw new OutcomeUnknown('unreadable answer');
        return page;
      }),
      beside,
    ],
    [
      "a list with another system's records",
      listing((page, unread) =>
        unread ? { ...page, observations: [...page.observations, nobodys] } : page,
      ),
      others,
    ],
    [
      'a time of the machine',
      querying((one) => at(one, Date.now())),
      'happened when the provider says so, whenever it is read',
    ],
    [
      'a time of the connection',
      querying((one, { now }) => at(one, now())),
      'happened when the provider says so, whenever it is read',
    ],
    ['a time in seconds', querying((one) => at(one, 1_800_000_000)), 'queryOrder answers '],
    ['an absence without a word of the provider', hasty, 'queryOrder: HTTP 404 without a word of'],
    ['an absence at a wrong address', hasty, 'queryOrder: at a wrong address of the provider'],
    ['a refund that does not name its order', nameless, 'queryRefund answers '],
  ])('%s', async (_, fault, title) => {
    expect(await failing(fault, new RegExp(title))).toContain(title);
    expect(await failing(() => ({}), new RegExp(title))).toBe('');
  });

  it('a cancel that is believed whatever status comes back', async () => {
    const title = 'cancelOrder: an answer with another status does not prove that it is canceled';
    expect(
      await failing(believing, new RegExp(title), [examplepay, openExamplepay('all')]),
    ).toContain(title);
  });
});

type Search = Partial<Omit<ListSearch<Observation>, 'read' | 'isIt'>> & {
  /** What becomes of a page that is lost. */
  lost?: 'THE_END';
  /** The margin of the clocks in milliseconds. */
  margin?: number;
  absent?: 'AFTER_ONE_PAGE' | 'AFTER_THE_LAST';
};

/** As if the gateway could not be asked for an order by our reference. */
const searching =
  ({ lost, margin = 300_000, absent, ...options }: Search = {}): Fault =>
  ({ own }) => ({
    async queryOrder({ providerReference, createdAt = 0 }, call) {
      const queriedAt = 1;
      const absence = { subject: 'ABSENCE', of: 'ORDER', providerReference, queriedAt } as const;
      const notThere: Reply = { observations: [absence], refused: null };
      const from = createdAt - margin;
      try {
        const answered = await findInList<Observation>({
          async read(position) {
            const listed = own.listOrders?.(
              { from, to: createdAt + 86_400_000, ...position },
              call,
            );
            const page = await listed?.catch((error: unknown) => {
              if (lost === undefined) throw error;
              return { observations: [], hasMore: false };
            });
            const { observations: records = [], hasMore = false } = page ?? {};
            const goesOn = hasMore && absent !== 'AFTER_ONE_PAGE';
            return { ok: true, data: { page: { records, hasMore: goesOn }, sentAt: 1 } };
          },
          isIt: (one) => one.subject === 'ORDER' && one.providerReference === providerReference,
          ...options,
        });
        const found = answered.ok ? answered.data.found : null;
        return found === null ? notThere : { observations: [found], refused: null };
      } catch (error) {
        if (absent === 'AFTER_THE_LAST') return notThere;
        throw error;
      }
    },
  });

const titled = (end: string): string => `queryOrder: what is looked for in a list ${end}`;

describe('of a search in a list, the suite notices', () => {
  const all = /looked for in a list/;

  it('nothing where it reads to the end', async () => {
    expect(await failing(searching(), all)).toBe('');
  });

  it.each<[what: string, search: Search, title: string]>([
    [
      'that it proves an absence after one page',
      { absent: 'AFTER_ONE_PAGE' },
      titled('is absent only once every page was read'),
    ],
    ['that it reads one page', { mostPages: 1 }, titled('is found on whichever page it is')],
    [
      'that it proves an absence after the most pages that it reads',
      { absent: 'AFTER_THE_LAST', mostPages: 2 },
      titled('is absent only once every page was read'),
    ],
    [
      'that it has no margin for the clocks',
      { margin: 0 },
      titled("is found while the provider's clock is behind ours"),
    ],
    [
      'that a lost page counts as the end',
      { lost: 'THE_END' },
      titled('is not absent while a page is missing'),
    ],
  ])('%s', async (_, search, expected) => {
    expect(await failing(searching(search), all)).toContain(expected);
  });
});
