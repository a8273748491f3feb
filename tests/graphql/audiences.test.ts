import * as fc from 'fast-check';
import { parse } from 'graphql';
import type { ExecutionResult, OperationDefinitionNode } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Principal } from '../../src/domain/principal.ts';
import { createAudiences } from '../../src/graphql/streams/audiences.ts';
import type { Audiences } from '../../src/graphql/streams/audiences.ts';
import { followLog } from '../../src/graphql/streams/log.ts';
import type { ExecuteItems } from '../../src/graphql/streams/subscriber.ts';
import type { LogItem } from '../../src/graphql/streams/log.ts';
import type { EventSearch } from '../../src/store/queries/events.ts';
import { createReaderSweep } from '../../src/operations/sweep-readers.ts';
import { cursors } from '../support/cursors.ts';
import { key } from './execute.ts';
import { createFixture } from './fixture.ts';
import type { Fixture, Merchant } from './fixture.ts';
import { Collector, shown } from './followers.ts';
import { addEvent, addOrder } from './rows.ts';

let fixture: Fixture;
beforeAll(async () => {
  fixture = await createFixture();
});
afterAll(() => fixture.close());

const eventTypes = ['ORDER_UPDATED', 'REFUND_CREATED'] as const;
const orderCount = 3;

/** What one follower does. Steps count from the beginning of the history. */
interface Plan {
  document: number;
  order: number | null;
  type: number | null;
  scopes: readonly ('READ' | 'MANAGE')[];
  /** An event that was written before; null: no cursor; -1: no cursor of this log. */
  after: number | null;
  joins: number;
  stopsReading: number;
  readsAgain: number;
}

const plan: fc.Arbitrary<Plan> = fc.record({
  document: fc.integer({ min: 0, max: 1 }),
  order: fc.option(fc.integer({ min: 0, max: orderCount - 1 })),
  type: fc.option(fc.integer({ min: 0, max: 1 })),
  scopes: fc.constantFrom<Plan['scopes']>(['READ'], ['READ', 'MANAGE']),
  after: fc.option(fc.integer({ min: -1, max: 200 })),
  joins: fc.integer({ min: 0, max: 12 }),
  stopsReading: fc.integer({ min: 0, max: 14 }),
  readsAgain: fc.integer({ min: 1, max: 15 }),
});

/** Each step writes so many events. The longest takes more than a page. */
const history = fc.array(fc.constantFrom(0, 0, 1, 1, 2, 5, 120), { minLength: 13, maxLength: 16 });

const documents = ['subscription { a }', 'subscription { b }'].map((text) => parse(text));

interface Written {
  id: string;
  seq: number;
  order: number;
  type: number;
}

interface Follower {
  plan: Plan;
  collector: Collector;
  items: LogItem[];
  reading: Promise<void>;
  /** The head of the log when it joined. */
  joinedAt: number;
  /** Whose items it was sent besides its own. */
  strange: unknown[];
}

const matches = ({ order, type }: Plan, event: Written): boolean =>
  (order === null || order === event.order) && (type === null || type === event.type);

const positionOf = (cursor: string): number => {
  const position = cursors.decode(cursor);
  if (position === null || position === 'FOREIGN') throw new Error('no cursor of ours');
  return position.seq;
};

/**
 * Where it begins. A cursor of what was not written yet when it joined is one of this log, or is not, by what was
 * written until it was read.
 */
function startOf({ plan: { after }, items: [first], joinedAt }: Follower): number {
  const resumes = after !== null && after >= 0;
  if (resumes && (after <= joinedAt || first?.kind !== 'RESET')) return after;
  const position = positionOf(first?.cursor ?? '');
  // Where there is no SNAPSHOT, the first item may be an event that was written meanwhile.
  return first?.kind === 'EVENT' ? position - 1 : position;
}

/** What a single follower must be sent: every event that matches, once, in order, and the other kinds in between. */
function complaintsOf(follower: Follower, written: readonly Written[]): unknown[] {
  const { items, plan: own, strange } = follower;
  const start = startOf(follower);
  const expected = written
    .filter((event) => event.seq > start && matches(own, event))
    .map(({ id }) => id);
  const sent = items.flatMap(({ event }) => event?.id ?? []);
  const first = own.after === null ? (own.order === null ? '' : 'SNAPSHOT ') : '(RESET )?';
  const kinds = items.map(({ kind }) => `${kind} `).join('');
  const isOrdered = new RegExp(`^${first}(EVENT )*CAUGHT_UP ((EVENT|CHECKPOINT) )*$`).test(kinds);
  const positions = items.map(({ cursor }) => positionOf(cursor));
  const goesBack = positions.some((position, at) => position < (positions[at - 1] ?? 0));
  return [
    ...(strange.length > 0 ? [{ own, strange }] : []),
    ...(sent.join() === expected.join() ? [] : [{ own, sent, expected }]),
    ...(isOrdered ? [] : [{ own, kinds }]),
    ...(goesBack ? [{ own, positions }] : []),
  ];
}

class History {
  readonly #audiences: Audiences;
  readonly #merchant: Merchant;
  readonly #orders: { id: string; merchantId: string }[] = [];
  readonly #written: Written[] = [];
  readonly #followers: Follower[] = [];
  readonly #sweep = createReaderSweep(fixture.deps);
  left = 0;
  /** Executions by what is executed, for whom. */
  readonly executions = new Map<string, number>();

  constructor(merchant: Merchant) {
    this.#merchant = merchant;
    this.#audiences = createAudiences(() => (this.left += 1));
  }

  async addOrders(): Promise<void> {
    for (let n = 0; n < orderCount; n += 1) {
      this.#orders.push(await addOrder(fixture, this.#merchant));
    }
  }

  async write(count: number): Promise<void> {
    for (let n = 0; n < count; n += 1) {
      const seq = this.#written.length + 1;
      const [order, type] = [seq % orderCount, Math.floor(seq / 2) % 2];
      const about = this.#orders[order];
      if (about === undefined) throw new Error('no order');
      const id = await addEvent(fixture, about, { type: eventTypes[type] ?? 'ORDER_UPDATED' });
      this.#written.push({ id, seq, order, type });
    }
  }

  join(own: Plan): void {
    const { deps } = fixture;
    const order = own.order === null ? null : (this.#orders[own.order]?.id ?? null);
    const search: EventSearch = {
      ...(order !== null && { order }),
      ...(own.type !== null && { types: [eventTypes[own.type] ?? 'ORDER_UPDATED'] }),
    };
    const merchantId = this.#merchant.id;
    const timeline = own.after === -1 ? 'another' : this.timeline;
    const after =
      own.after === null ? null : cursors.encode({ timeline, seq: Math.abs(own.after) });
    const options = { merchantId, search, topic: order ?? merchantId, checkpointMs: 30 };
    const source = followLog(deps, options, { after, snapshot: order !== null });
    const document = documents[own.document];
    if (document === undefined) throw new Error('no document');
    const principal: Principal = key(this.#merchant, ...own.scopes);
    const operation = document.definitions[0] as OperationDefinitionNode;
    const whose = `${own.document} ${JSON.stringify(search)} ${own.scopes.join()}`;
    const executed = (item: object): ExecutionResult => {
      const { kind, seq } = item as LogItem;
      const name = `${whose} ${kind} ${seq}`;
      this.executions.set(name, (this.executions.get(name) ?? 0) + 1);
      return { data: { whose, item: shown(item) } };
    };
    const run: ExecuteItems['run'] = async (items) => items.map(executed);
    const follower: Follower = {
      plan: own,
      collector: new Collector(),
      items: [],
      reading: Promise.resolve(),
      joinedAt: this.#written.length,
      strange: [],
    };
    const viewing = { document, operation, variables: null, principal, cost: null };
    this.#audiences.add(source, viewing, { most: 8, run }, follower.collector);
    follower.reading = this.#read(follower, whose);
    this.#followers.push(follower);
  }

  timeline = '';

  async #read({ collector, items, strange }: Follower, whose: string): Promise<void> {
    for await (const { data } of collector.results()) {
      // Nobody is sent what another may see.
      if (data?.['whose'] !== whose) strange.push(data?.['whose']);
      items.push(data?.['item'] as LogItem);
    }
  }

  async play(steps: readonly number[], plans: readonly Plan[]): Promise<void> {
    for (const [step, count] of steps.entries()) {
      for (const own of plans) if (own.joins === step) this.join(own);
      for (const { plan: own, collector } of this.#followers) {
        if (own.stopsReading === step) collector.hasRoom = false;
        if (own.readsAgain === step) collector.hasRoom = true;
      }
      await this.write(count);
    }
    for (const { collector } of this.#followers) collector.hasRoom = true;
    await this.#sweep();
  }

  /** Waits until all have been sent everything. */
  async settle(): Promise<void> {
    const isDone = ({ items }: Follower): boolean =>
      items.some(({ kind }) => kind === 'CAUGHT_UP') &&
      positionOf(items.at(-1)?.cursor ?? '') === this.#written.length;
    const until = Date.now() + 10_000;
    while (!this.#followers.every(isDone) && Date.now() < until) {
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
  }

  /** Waits for the same, lets them leave, and returns what is wrong. */
  async end(): Promise<unknown[]> {
    await this.settle();
    for (const { collector } of this.#followers) collector.leave();
    await Promise.all(this.#followers.map(({ reading }) => reading));
    const complaints = this.#followers.flatMap((one) => complaintsOf(one, this.#written));
    const isLeft = this.left === this.#followers.length;
    const followed = fixture.deps.notifier.merchants();
    return isLeft && followed.length === 0
      ? complaints
      : [...complaints, { left: this.left, followed }];
  }
}

let merchants = 0;

async function createHistory(): Promise<History> {
  merchants += 1;
  const timeline = `log${merchants}`;
  const created = new History(await fixture.addMerchant(timeline));
  created.timeline = timeline;
  await created.addOrders();
  return created;
}

describe('whatever their documents, cursors and pace', () => {
  it('all followers together are each sent what one alone is sent', async () => {
    expect.hasAssertions();
    await fc.assert(
      fc.asyncProperty(
        history,
        fc.array(plan, { minLength: 1, maxLength: 12 }),
        async (steps, plans) => {
          const created = await createHistory();
          await created.play(steps, plans);
          expect(await created.end()).toEqual([]);
        },
      ),
      { numRuns: 12 },
    );
  }, 120_000);
});

const alike: Plan = {
  document: 0,
  order: 1,
  type: null,
  scopes: ['READ'],
  after: null,
  joins: 0,
  stopsReading: 99,
  readsAgain: 99,
};

const many = (changes: Partial<Plan> = {}): Plan[] =>
  Array.from({ length: 50 }, () => ({ ...alike, ...changes }));

describe('an item', () => {
  it('is executed once for all who follow the same, live and while they catch up', async () => {
    const created = await createHistory();
    await created.write(30);
    await created.play([0, 0, 0], many({ after: 0 }));
    // What is written while they catch up has some of it executed again: what is shown never goes back.
    await created.settle();
    await created.write(3);
    expect(await created.end()).toEqual([]);
    const [most] = [...created.executions.values()].toSorted((a, b) => b - a);
    expect(most).toBe(1);
  });

  it('is executed again for another document, and for a viewer who may see more', async () => {
    const created = await createHistory();
    const all = { ...alike, after: 0 };
    const plans = [all, { ...all, document: 1 }, { ...all, scopes: ['READ', 'MANAGE'] as const }];
    await created.play([0, 3], plans);
    expect(await created.end()).toEqual([]);
    const ofEvents = [...created.executions].filter(([name]) => name.includes('EVENT'));
    expect(ofEvents.length).toBe(3);
  });
});
