import { expect, it } from 'vitest';
import { shownText } from '../../../src/domain/signatures/how-signed.ts';
import { canonicalForms } from '../../../src/providers/nexapay/canonical-json.ts';
import { wrongWays } from '../../../src/providers/nexapay/signing/wrong-ways.ts';

it('a body of many nested values is tried in no way that is many times as long', () => {
  const list = '['.repeat(30) + Array(30_000).fill('0').join(',') + ']'.repeat(30);
  const body = Buffer.from(`{"a":${list}}`);
  const lengths = [...wrongWays(body)].map(({ parts }) => shownText(parts).length);
  expect(Math.max(...lengths)).toBeLessThan(4 * body.length);
  expect(lengths.length).toBeGreaterThan(10);
});

it('a whole number of many digits is written in no time that grows with their square', () => {
  const number = '7'.repeat(4_000_000);
  const text = `{"a":${number}}`;
  const before = process.threadCpuUsage().user;
  expect(canonicalForms(text)).toEqual({ j: text, p: text });
  expect((process.threadCpuUsage().user - before) / 1000).toBeLessThan(500);
});
