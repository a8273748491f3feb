import { describe, expect, it } from 'vitest';
import { createForwarder } from '../../cli/forward/forwarder.ts';
import type { Delivered } from '../../cli/forward/forwarder.ts';
import type { EventItem, Post } from '../../cli/forward/post.ts';

const item = (cursor: string, subject: string): EventItem => ({
  kind: 'EVENT',
  cursor,
  event: {
    id: `evt_${cursor}`,
    type: 'ORDER_UPDATED',
    from: null,
    to: null,
    recordedAt: '2026-01-01T00:00:00.000Z',
    subject: { __typename: 'Order', id: subject },
  },
});

/** A forwarder whose requests end when the test says so. */
function setUp(pausesMs: readonly number[] = []) {
  const open = new Map<string, (status: number | Error) => void>();
  const begun: string[] = [];
  const ended: [cursor: string, accepted: boolean, tries: number][] = [];
  const passed: string[] = [];
  const interrupted = new AbortController();
  const post: Post = ({ cursor }) =>
    new Promise((resolve, reject) => {
      begun.push(cursor);
      open.set(cursor, (answer) => (answer instanceof Error ? reject(answer) : resolve(answer)));
    });
  const forwarder = createForwarder({
    post,
    delivered: ({ item: { cursor }, isAccepted, tries }: Delivered) =>
      ended.push([cursor, isAccepted, tries]),
    passed: (cursor) => passed.push(cursor),
    signal: interrupted.signal,
    pausesMs,
  });
  const answer = async (cursor: string, status: number | Error): Promise<void> => {
    await expect.poll(() => open.has(cursor)).toBe(true);
    open.get(cursor)?.(status);
    open.delete(cursor);
  };
  return { forwarder, begun, ended, passed, answer, interrupted };
}

describe('forwarding', () => {
  it('keeps the order of each subject, and lets none wait for another', async () => {
    const { forwarder, begun, ended, passed, answer } = setUp();
    for (const [cursor, subject] of ['1 a', '2 b', '3 a', '4 b'].map((one) => one.split(' '))) {
      await forwarder.add(item(cursor ?? '', subject ?? ''));
    }
    await answer('2', 200);
    await answer('4', 204);
    await expect.poll(() => ended.length).toBe(2);
    expect(begun).toEqual(['1', '2', '4']);
    expect(passed).toEqual([]);
    await answer('1', 200);
    await expect.poll(() => passed).toEqual(['2']);
    await answer('3', 200);
    await forwarder.idle();
    expect(passed).toEqual(['2', '4']);
    expect(begun).toEqual(['1', '2', '4', '3']);
  });

  it('tries again what is not accepted, then gives it up, and what is behind it waits', async () => {
    const { forwarder, begun, ended, passed, answer } = setUp([0, 0]);
    await forwarder.add(item('1', 'a'));
    await forwarder.add(item('2', 'a'));
    await answer('1', 500);
    await answer('1', new Error('refused'));
    await answer('1', 301);
    await answer('2', 200);
    await forwarder.idle();
    expect(begun).toEqual(['1', '1', '1', '2']);
    expect(ended).toEqual([
      ['1', false, 3],
      ['2', true, 1],
    ]);
    expect(passed).toEqual(['1', '2']);
  });

  it('takes no more than sixteen at once', async () => {
    const { forwarder, begun, answer } = setUp();
    const cursors = Array.from({ length: 17 }, (_, at) => String(at));
    let taken = 0;
    const all = (async () => {
      for (const cursor of cursors) {
        await forwarder.add(item(cursor, cursor));
        taken += 1;
      }
    })();
    await expect.poll(() => begun.length).toBe(16);
    expect(taken).toBe(15);
    for (const cursor of cursors) await answer(cursor, 200);
    await all;
    await forwarder.idle();
  });

  it('passes nothing that was interrupted: it comes again', async () => {
    const { forwarder, ended, passed, answer, interrupted } = setUp([10_000]);
    await forwarder.add(item('1', 'a'));
    await answer('1', 500);
    interrupted.abort();
    await forwarder.idle();
    expect({ ended, passed }).toEqual({ ended: [], passed: [] });
  });
});
