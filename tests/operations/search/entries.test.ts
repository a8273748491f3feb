import { afterAll, beforeAll, expect, it } from 'vitest';
import {
  addSearchEntries,
  fewSubjectsWith,
  newestSubjectsWith,
} from '../../../src/store/queries/search/entries.ts';
import { plainToken } from '../../../src/store/search/tokens.ts';
import { openTestApp } from '../../support/app.ts';
import type { TestApp } from '../../support/app.ts';

let testApp: TestApp;
const token = plainToken('mer_1', 'PART', 'word');

beforeAll(async () => {
  testApp = await openTestApp();
  const ids = ['ord_1', 'ord_2', ...Array.from({ length: 9 }, () => 'ord_3')];
  const entries = ids.map((id) => ({ id, tokens: [token] }));
  await testApp.app.deps.queue.commit((tx) => addSearchEntries(tx, entries));
});
afterAll(() => testApp.close());

const find = (most: number) => newestSubjectsWith(testApp.app.deps.read, [[[token]]], most);
const few = (count: number) => fewSubjectsWith(testApp.app.deps.read, [[[token]]], count);

it('finds as many objects as are looked for, however many of the entries are of one of them', async () => {
  expect(await find(1)).toEqual(['ord_3']);
  expect(await find(2)).toEqual(['ord_3', 'ord_2']);
  expect(await find(20)).toEqual(['ord_3', 'ord_2', 'ord_1']);
});

it('finds few objects all, or says that there are more', async () => {
  expect((await few(11))?.toSorted()).toEqual(['ord_1', 'ord_2', 'ord_3']);
  expect(await few(10)).toBeNull();
  expect(await few(3)).toBeNull();
});

it('counts only those that are wanted', async () => {
  const { read } = testApp.app.deps;
  expect(await newestSubjectsWith(read, [[[token]]], 1, (id) => id !== 'ord_3')).toEqual(['ord_2']);
});
