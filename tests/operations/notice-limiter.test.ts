import { describe, expect, it } from 'vitest';
import { createNoticeLimiter } from '../../src/operations/webhooks/notice-limiter.ts';

function limiter() {
  const time = { monotonic: 10.25, now: 1_800_000_000_000 };
  const { dueAt } = createNoticeLimiter({ monotonic: () => time.monotonic, now: () => time.now });
  return {
    /** Milliseconds until the provider is queried. */
    waitFor: (subject: string) => dueAt(subject) - time.now,
    pass: (ms: number) => {
      time.monotonic += ms;
      time.now += ms;
    },
    setClock: (ms: number) => {
      time.now += ms;
    },
  };
}

describe('notices about one subject', () => {
  it('are a query at once, and one five seconds later for all that come meanwhile', () => {
    const { waitFor, pass } = limiter();
    expect(waitFor('a')).toBe(0);
    pass(1);
    expect(waitFor('a')).toBe(4_999);
    pass(4_000);
    expect(waitFor('a')).toBe(999);
    pass(999);
    // The second query is due now. What comes now is too late for it.
    expect(waitFor('a')).toBe(5_000);
    pass(10_000);
    expect(waitFor('a')).toBe(0);
  });

  it('wait for no other subject, and for no clock that is set', () => {
    const { waitFor, setClock } = limiter();
    expect(waitFor('a')).toBe(0);
    setClock(-3_600_000);
    expect(waitFor('b')).toBe(0);
    expect(waitFor('a')).toBe(5_000);
  });

  it('are due at a whole millisecond', () => {
    const { waitFor, pass } = limiter();
    waitFor('a');
    pass(0.5);
    expect(Number.isInteger(waitFor('a'))).toBe(true);
  });
});
