import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openExport } from '../../../src/operations/exports/export-log.ts';
import { eventually, openTestApp } from '../../support/app.ts';
import type { TestApp } from '../../support/app.ts';
import * as documents from '../../support/documents.ts';
import { created, mutate } from '../../support/operations.ts';
import { endpointOf, makeEndpoint, startReceiver } from '../event-endpoints/receiver.ts';
import type { Receiver } from '../event-endpoints/receiver.ts';
import { archiveAll, day, numbersIn, openArchive } from './archiving.ts';

const provider = 'W_CHECKOUT';
let testApp: TestApp;
let archive: Awaited<ReturnType<typeof openArchive>>;
let receiver: Receiver;
let good: { id: string };
let paused: { id: string };
let start: string;
let made: number;
/** What the paused endpoint has been sent. */
let passed: number;

beforeAll(async () => {
  testApp = await openTestApp();
  archive = await openArchive();
  receiver = await startReceiver();
  await created(testApp, provider);
  start = (await testApp.request(documents.events, { first: 1 })).events.nodes[0]?.cursor ?? '';
  good = await makeEndpoint(testApp, { url: receiver.url, after: start });
  paused = await makeEndpoint(testApp, { url: receiver.url, after: start });
  await enable(false);
  await created(testApp, provider);
  await testApp.advance(0);
  made = (await numbersIn(testApp)).length;
  await caughtUp(good.id);
});
afterAll(async () => {
  await testApp.close();
  await receiver[Symbol.asyncDispose]();
  await archive.remove();
});

async function enable(enabled: boolean): Promise<void> {
  await mutate(testApp, documents.updateEventEndpoint, {
    input: { id: paused.id, enabled },
  });
}

const positionOf = async (id: string): Promise<number> => {
  const row = await testApp.app.deps.read.get<{ cursor: number }>(
    'select cursor from event_endpoints where id = ?',
    id,
  );
  return Number(row?.cursor);
};

const caughtUp = (id: string) =>
  eventually(async () => (await endpointOf(testApp, id)).lag === 0 || null);

const archived = async (): Promise<number> => {
  await archiveAll(archive.depsOf(testApp));
  return (await archive.lines()).length;
};

const refused = {
  __typename: 'ValidationError',
  issues: [{ path: ['after'], message: 'is a cursor before events that are archived' }],
};

describe('events for which an endpoint waits', () => {
  it('stay in the log behind the position of one that is paused', async () => {
    await testApp.advance(31 * day);
    await testApp.advance(31 * day);
    // What was being sent when it was paused is stored after that.
    passed = await positionOf(paused.id);
    expect(passed).toBeLessThan(made);
    expect(await archived()).toBe(passed);
    expect(await numbersIn(testApp)).toContain(passed + 1);
  });

  it('stay as long as their deliveries are listed, and so for 30 days after they were delivered', async () => {
    await enable(true);
    await testApp.advance(0);
    await caughtUp(paused.id);
    expect(await archived()).toBe(passed);
    await testApp.advance(29 * day);
    expect(await archived()).toBe(passed);
    await testApp.advance(2 * day);
    await expect.poll(archived, { timeout: 10_000 }).toBeGreaterThanOrEqual(made);
  });
});

describe('a cursor before events that are archived', () => {
  it('is refused by replayEvents and createEventEndpoint, which say so', async () => {
    const replay = { endpoint: good.id, after: start };
    expect(await mutate(testApp, documents.replayEvents, { input: replay })).toMatchObject(refused);
    const create = { url: receiver.url, after: start };
    expect(await mutate(testApp, documents.createEventEndpoint, { input: create })).toMatchObject(
      refused,
    );
  });

  it('leaves the numbers of the log as they are: new events go on, and are sent', async () => {
    const before = receiver.messages.length;
    await created(testApp, provider);
    await testApp.advance(0);
    const numbers = await numbersIn(testApp);
    expect(Math.min(...numbers)).toBeGreaterThan(made);
    await receiver.count(before + 2);
  });
});

it('an export whose events are archived while it is read fails, and is not short of them', async () => {
  const principal = { kind: 'API_KEY', merchantId: testApp.merchantId, scopes: ['READ'] } as const;
  const request = { kind: 'events', format: 'ndjson', after: null, to: null } as const;
  const opened = await openExport(testApp.app.deps, principal as never, request);
  if ('refusal' in opened) throw new Error(opened.refusal);
  const before = await archived();
  for (let waited = 0; waited < 3; waited += 1) await testApp.advance(31 * day);
  await expect.poll(archived, { timeout: 10_000 }).toBeGreaterThan(before);
  await expect(opened.parts().next()).rejects.toThrow('archived while they were exported');
});
