import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { archiveEvents } from '../../../src/operations/retention/archive-events.ts';
import { createRetention } from '../../../src/operations/retention/run.ts';
import { openTestApp } from '../../support/app.ts';
import type { TestApp } from '../../support/app.ts';
import { created } from '../../support/operations.ts';
import { archiveAll, day, findingsOf, numbersIn, openArchive } from './archiving.ts';

const provider = 'W_CHECKOUT';
let testApp: TestApp;
let archive: Awaited<ReturnType<typeof openArchive>>;

beforeAll(async () => {
  testApp = await openTestApp();
  archive = await openArchive();
});
afterAll(async () => {
  await testApp.close();
  await archive.remove();
});

async function orders(count: number): Promise<void> {
  for (let made = 0; made < count; made += 1) await created(testApp, provider);
}

const commit = () => Promise.reject(new Error('killed'));
const killed = () => ({ ...archive.depsOf(testApp), queue: { commit } as never });

const numbersInFiles = async () => (await archive.lines()).map(({ seq }) => Number(seq));

const upTo = (last: number) => Array.from({ length: last }, (_none, at) => at + 1);

describe('a process that ends while it archives', () => {
  beforeEach(async () => {
    await orders(3);
    await testApp.advance(2 * day);
  });

  it('before it is stored that the file is there loses nothing, and the same file is written again', async () => {
    await testApp.advance(29 * day);
    const before = await numbersIn(testApp);
    await expect(archiveEvents.step(killed(), '')).rejects.toThrow('killed');
    const [written] = Object.entries(await archive.files());
    expect(await numbersIn(testApp)).toEqual(before);
    // More can be archived by now: it goes into a file of its own.
    await testApp.advance(33 * day);
    await archiveAll(archive.depsOf(testApp));
    expect(Object.entries(await archive.files())[0]).toEqual(written);
    const archived = await numbersInFiles();
    expect(archived).toEqual(upTo(archived.length));
    expect((await numbersIn(testApp))[0] ?? archived.length + 1).toBe(archived.length + 1);
    expect(await findingsOf(testApp)).toEqual([]);
  });

  it('while it removes what is archived leaves the rest of that to the next, and a sound log', async () => {
    await orders(25);
    await testApp.advance(33 * day);
    const deps = archive.depsOf(testApp);
    const [first = 0] = await numbersIn(testApp);
    await archiveEvents.step(deps, '');
    await archiveEvents.step(deps, '');
    const rest = await numbersIn(testApp);
    const { archivedSeq } = (await deps.read.get<{ archivedSeq: number }>(
      'select archived_seq as "archivedSeq" from merchants',
    )) ?? { archivedSeq: 0 };
    expect(rest[0]).toBe(first + 50);
    expect(rest[0]).toBeLessThanOrEqual(archivedSeq);
    expect(await findingsOf(testApp)).toEqual([]);
    await archiveAll(deps);
    expect((await numbersIn(testApp)).filter((seq) => seq <= archivedSeq)).toEqual([]);
    expect(await findingsOf(testApp)).toEqual([]);
  });
});

describe('two processes', () => {
  it('write each event into one file', async () => {
    await orders(3);
    await testApp.advance(33 * day);
    const other = await testApp.another();
    const works = [testApp, other].map((one) => createRetention(archive.depsOf(one)));
    for (const work of works) work.start();
    await Promise.all(works.map((work) => work.idle()));
    const archived = await numbersInFiles();
    expect(archived).toEqual(upTo(archived.length));
  });

  it('that both archive, because one was held up for longer than its lease, write the same file', async () => {
    await orders(3);
    await testApp.advance(33 * day);
    const other = await testApp.another();
    const done = await Promise.allSettled(
      [testApp, other].map((one) => archiveAll(archive.depsOf(one))),
    );
    expect(done.some(({ status }) => status === 'fulfilled')).toBe(true);
    await archiveAll(archive.depsOf(testApp));
    const archived = await numbersInFiles();
    expect(archived).toEqual(upTo(archived.length));
    expect(await findingsOf(testApp)).toEqual([]);
  });
});
