import type { ExecutionResult } from 'graphql';
import { expect, it } from 'vitest';
import { UnavailableError } from '../../src/domain/errors.ts';
import { Audience } from '../../src/graphql/streams/audience.ts';
import type { Log, LogItem, LogItems, LogSource } from '../../src/graphql/streams/log.ts';
import type { ExecuteItems } from '../../src/graphql/streams/subscriber.ts';
import { Collector } from './followers.ts';

const tick = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 5));

/** A log of events that are numbered from 1, and an object that each of them has changed. */
class Story {
  head = 0;
  state = 0;
  readonly log = {
    merchantId: 'mer',
    checkpointMs: 60_000,
    slice: async () => undefined,
    version: async () => String(this.state),
    state: async () => null,
    subscribe: () => () => undefined,
    after: (seq: number) => this.after(seq),
    item: (kind: string, seq: number) => ({ kind, seq, cursor: `${seq}`, event: null }),
  };
  /** Waited for between the read of the log and the execution of what was read. */
  onPage: (items: readonly LogItem[]) => Promise<void> = async () => undefined;

  async *after(seq: number): LogItems {
    const last = this.head;
    const items = Array.from({ length: last - seq }, (_, at) => ({
      kind: 'EVENT',
      seq: seq + at + 1,
      cursor: `${seq + at + 1}`,
      event: null,
    })) as unknown as LogItem[];
    await this.onPage(items);
    if (items.length > 0) yield items;
    return last;
  }

  source(after: number): LogSource {
    return { log: this.log, begin: () => this.after(after) } as unknown as LogSource;
  }
}

function audienceOf(story: Story, run: ExecuteItems['run'], most = 8): Audience {
  return new Audience(story.log as unknown as Log, { most, run }, '', () => undefined);
}

async function received(collector: Collector): Promise<ExecutionResult['data'][]> {
  collector.complete();
  const all: ExecutionResult['data'][] = [];
  for await (const { data } of collector.results()) all.push(data);
  return all;
}

it('after the database was away, a member is sent what it missed, though another reads slowly', async () => {
  const story = new Story();
  let isAway = false;
  const audience = audienceOf(story, async (items) => {
    if (isAway) throw new UnavailableError();
    return items.map((item) => ({ data: { seq: (item as LogItem).seq } }));
  });
  const [member, slow] = [new Collector(), new Collector()];
  audience.add(member, story.source(0));
  await tick();
  story.head = 1;
  slow.hasRoom = false;
  audience.add(slow, story.source(0));
  await tick();
  story.head = 2;
  isAway = true;
  audience.wake();
  await tick();
  isAway = false;
  await new Promise((resolve) => setTimeout(resolve, 1500));
  expect(await received(member)).toEqual([{ seq: 1 }, { seq: 2 }]);
});

/** Each execution shows the state as it was when it began, and lasts until it is ended. */
function slowExecutions(story: Story) {
  const open: (() => void)[] = [];
  const run: ExecuteItems['run'] = async (items) => {
    const { state } = story;
    await new Promise<void>((resolve) => open.push(resolve));
    return items.map((item): ExecutionResult => ({ data: { seq: (item as LogItem).seq, state } }));
  };
  const end = async (at: number): Promise<void> => {
    open.splice(at, 1)[0]?.();
    await tick();
  };
  return { run, end };
}

it('what a subscriber is shown does not go back when it becomes a member', async () => {
  const story = new Story();
  const { run, end } = slowExecutions(story);
  const audience = audienceOf(story, run);
  const [member, joining] = [new Collector(), new Collector()];
  story.head = 1;
  story.state = 1;
  audience.add(member, story.source(0));
  await tick();
  await end(0);
  // The other has read event 1 alone.
  const page = Promise.withResolvers<void>();
  story.onPage = () => page.promise;
  audience.add(joining, story.source(0));
  await tick();
  story.onPage = async () => undefined;
  story.head = 2;
  story.state = 2;
  audience.wake();
  await tick();
  // While event 2 is executed for the member, there is another change, which the other is shown with event 1.
  story.head = 3;
  story.state = 3;
  page.resolve();
  await tick();
  await end(1);
  await end(0);
  audience.wake();
  for (let n = 0; n < 6; n += 1) {
    await tick();
    await end(0);
  }
  expect(await received(member)).toEqual([1, 2, 3].map((n) => ({ seq: n, state: n })));
  const shown = await received(joining);
  expect(shown).toEqual([1, 2, 3].map((seq) => ({ seq, state: 3 })));
});

it('what a subscriber is shown does not go back where another has executed items one by one', async () => {
  const story = new Story();
  const { run, end } = slowExecutions(story);
  const audience = audienceOf(story, run);
  const [member, before, joining] = [new Collector(), new Collector(), new Collector()];
  story.head = 3;
  story.state = 3;
  member.seq = 3;
  audience.add(member, story.source(3));
  audience.add(before, story.source(0));
  await tick();
  await end(0);
  // A change while events 2 and 3 are executed together: they are executed again, one by one.
  story.state = 4;
  await end(0);
  story.state = 5;
  audience.add(joining, story.source(0));
  await tick();
  // Event 3 for the one before, and then event 1 for the other.
  await end(0);
  await end(0);
  for (let n = 0; n < 6; n += 1) await end(0);
  const states = (await received(joining)).map((data) => Number(data?.['state']));
  expect(states).toEqual([5, 5, 5]);
});
