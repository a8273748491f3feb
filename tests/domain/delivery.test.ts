import { describe, expect, it } from 'vitest';
import { applyAgain } from '../../src/domain/aggregates/delivery.ts';
import type { Source } from '../../src/domain/aggregates/source.ts';
import type { WorkingSet } from '../../src/domain/aggregates/working-set.ts';

const now = 1_800_000_000_000;
const again = (status: 'APPLIED' | 'IGNORED' | 'DEAD' | 'FAILED', attempts: number) =>
  applyAgain(
    {} as WorkingSet,
    { now } as Source,
    { status, attempts },
    { error: 'The provider did not confirm it.' },
  );

describe('a delivery that is received again, and that the provider does not confirm now,', () => {
  it('has all its attempts before it, also where it took most of them before it was applied', () => {
    for (const attempts of [1, 8, 9]) {
      const first = { status: 'FAILED', attempts: 1, checkAt: now + 5_000 };
      expect(again('APPLIED', attempts)).toMatchObject(first);
      expect(again('IGNORED', attempts)).toMatchObject(first);
      expect(again('DEAD', attempts)).toMatchObject(first);
    }
  });

  it('keeps its schedule while it waits', () => {
    expect(() => again('FAILED', 3)).toThrow('nothing new');
  });
});
