import { setImmediate } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { Wakes } from '../../../src/operations/event-endpoints/sending/wakes.ts';

it('senders are woken one in each turn, good ones before those that fail, and none is forgotten', async () => {
  const wakes = new Wakes();
  const woken: string[] = [];
  const sender = (name: string, isFailing: boolean) => ({
    isFailing,
    wake: () => void woken.push(name),
  });
  const failing = [1, 2, 3].map((nth) => sender(`failing ${nth}`, true));
  const good = [1, 2].map((nth) => sender(`good ${nth}`, false));
  for (const one of [...failing, ...failing, ...good]) wakes.add(one);
  expect(woken).toEqual(['failing 1']);
  await setImmediate();
  expect(woken).toEqual(['failing 1', 'good 1']);
  for (let turn = 0; !wakes.isEmpty && turn < 20; turn += 1) await setImmediate();
  // It was woken, and there was something for it again.
  const then = ['good 2', 'failing 1', 'failing 2', 'failing 3'];
  expect(woken.toSorted()).toEqual(['failing 1', 'good 1', ...then].toSorted());
  expect(woken.indexOf('good 2')).toBeLessThan(woken.indexOf('failing 2'));

  wakes.add(sender('another', false));
  expect(woken.at(-1)).toBe('another');
});
