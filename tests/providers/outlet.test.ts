import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createSlots } from '../../src/providers/outlet.ts';
import { NotSent } from '../../src/providers/provider.ts';

describe('the slots of an account', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  test('are given in the order of asking, and once each', async () => {
    const slots = createSlots(2);
    const order: string[] = [];
    const [first] = await Promise.all([slots.take(1_000), slots.take(1_000)]);
    void slots.take(1_000).then(() => order.push('third'));
    void slots.take(1_000).then(() => order.push('fourth'));
    first?.();
    first?.();
    await vi.advanceTimersByTimeAsync(1);
    expect(order).toEqual(['third']);
  });

  test('are waited for no longer than asked, and the place in the queue is given up then', async () => {
    const slots = createSlots(1);
    const giveBack = await slots.take(1_000);
    const late = slots.take(500).catch((error: unknown) => error);
    await vi.advanceTimersByTimeAsync(500);
    expect(await late).toBeInstanceOf(NotSent);
    giveBack();
    await slots.take(0);
  });

  test('are not waited for by more than 64 for each', async () => {
    const slots = createSlots(1);
    await slots.take(1_000);
    const ends = Array.from({ length: 64 }, () => slots.take(1_000).catch(() => 'late'));
    await expect(slots.take(1_000)).rejects.toThrow('too many calls are waiting');
    await vi.advanceTimersByTimeAsync(1_000);
    expect(new Set(await Promise.all(ends))).toEqual(new Set(['late']));
  });
});
