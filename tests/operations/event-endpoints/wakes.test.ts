import { setImmediate } from 'node:timers/promises';
import { expect, it, vi } from 'vitest';
import { Wakes } from '../../../src/operations/event-endpoints/sending/wakes.ts';

function senders() {
  const turns: { name: string; at: number }[] = [];
  const sender = (name: string, isFailing: boolean) => ({
    isFailing,
    takeTurn: () => void turns.push({ name, at: performance.now() }),
  });
  return { sender, turns, names: () => turns.map(({ name }) => name) };
}

it('senders have their turns one in each of the event loop, and none is forgotten', async () => {
  const wakes = new Wakes();
  const { sender, names } = senders();
  const good = [1, 2, 3].map((nth) => sender(`good ${nth}`, false));
  for (const one of [...good, ...good]) wakes.add(one);
  expect(names()).toEqual(['good 1']);
  await setImmediate();
  expect(names()).toEqual(['good 1', 'good 2']);
  await vi.waitUntil(() => wakes.isEmpty);
  // It had its turn, and there was something for it again.
  expect(names().toSorted()).toEqual(['good 1', 'good 1', 'good 2', 'good 3']);

  wakes.add(sender('another', false));
  expect(names().at(-1)).toBe('another');
});

it('senders that fail have theirs at intervals, and good ones do not wait for them', async () => {
  const wakes = new Wakes();
  const { sender, turns, names } = senders();
  for (let nth = 1; nth <= 5; nth += 1) wakes.add(sender(`failing ${nth}`, true));
  wakes.add(sender('good', false));
  expect(names()).toEqual(['failing 1', 'good']);
  await vi.waitUntil(() => wakes.isEmpty);
  expect(turns).toHaveLength(6);
  const [first, last] = [turns[0]?.at ?? 0, turns.at(-1)?.at ?? 0];
  // A timer of Node may be a millisecond early.
  expect(last - first).toBeGreaterThanOrEqual(4 * 4);
});
