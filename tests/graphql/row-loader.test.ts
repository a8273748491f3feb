import { expect, it } from 'vitest';
import { RowLoader } from '../../src/graphql/row-loader.ts';

interface Read {
  ids: readonly string[];
  owner: string | null;
}

function createLoader(exists: (id: string) => boolean = () => true) {
  const reads: Read[] = [];
  const loader = new RowLoader(async (ids, owner) => {
    reads.push({ ids, owner });
    if (ids.includes('broken')) throw new Error('no answer');
    // In no particular order.
    return ids
      .filter(exists)
      .map((id) => ({ id, owner }))
      .toReversed();
  });
  return { loader, reads };
}

it('what an owner asks for in a turn of the event loop is read together, each row once', async () => {
  const { loader, reads } = createLoader((id) => id !== 'missing');
  const first = loader.load('a', 'me');
  const others = [loader.load('b', 'me'), loader.load('a', 'me'), loader.load('missing', 'me')];
  expect(await Promise.all([first, ...others])).toEqual([
    { id: 'a', owner: 'me' },
    { id: 'b', owner: 'me' },
    { id: 'a', owner: 'me' },
    null,
  ]);
  expect(reads).toEqual([{ ids: ['a', 'b', 'missing'], owner: 'me' }]);
  await loader.load('a', 'me');
  expect(reads).toHaveLength(2);
});

it('what several owners ask for is read apart', async () => {
  const { loader, reads } = createLoader();
  const owners = ['me', 'you', null];
  const rows = await Promise.all(owners.map((owner) => loader.load('a', owner)));
  expect(rows).toEqual(owners.map((owner) => ({ id: 'a', owner })));
  expect(reads).toEqual(owners.map((owner) => ({ ids: ['a'], owner })));
});

it('many rows are read in steps', async () => {
  const { loader, reads } = createLoader();
  const ids = Array.from({ length: 80 }, (_, index) => `row ${index}`);
  const rows = await Promise.all(ids.map((id) => loader.load(id, 'me')));
  expect(rows.map((row) => row?.id)).toEqual(ids);
  expect(reads.flatMap((read) => read.ids)).toEqual(ids);
  expect(Math.max(...reads.map((read) => read.ids.length))).toBeLessThanOrEqual(32);
});

it('a read that fails fails for those who wait for it, and for nobody later', async () => {
  const { loader } = createLoader();
  const settled = await Promise.allSettled([loader.load('broken', 'me'), loader.load('a', 'me')]);
  expect(settled.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  expect(await loader.load('a', 'me')).toEqual({ id: 'a', owner: 'me' });
});
