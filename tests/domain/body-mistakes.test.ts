import { expect, it } from 'vitest';
import { otherBodies } from '../../src/domain/signatures/body-mistakes.ts';

it('a body of many nested values is tried in no way that is many times as long', () => {
  const body = Buffer.from('['.repeat(31) + Array(30_000).fill('0').join(',') + ']'.repeat(31));
  const lengths = [...otherBodies(body)].map((other) => other.body.length);
  expect(Math.max(...lengths)).toBeLessThan(4 * body.length);
  expect(lengths.length).toBeGreaterThan(20);
});
