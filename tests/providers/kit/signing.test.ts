import { expect, it } from 'vitest';
import { signedBytes } from '../../../src/domain/signatures/how-signed.ts';
import { sortedFields } from '../../../src/providers/kit/signing.ts';

const text = (...of: Parameters<typeof sortedFields>): string =>
  signedBytes(sortedFields(...of), 'secret').toString('utf8');

it('fields are signed in the order of their names, without the signature and the empty ones', () => {
  const fields = [
    ['b', '2'],
    ['sign', 'x'],
    ['a', '1.50'],
    ['B', '3'],
    ['c', ''],
  ] as const;
  expect(text(fields)).toBe('B=3a=1.50b=2');
  expect(text(fields, { after: '&' })).toBe('B=3&a=1.50&b=2&');
  expect(text(fields, { signature: 'a' })).toBe('B=3b=2sign=x');
});
