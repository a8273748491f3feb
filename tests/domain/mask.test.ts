import { expect, it } from 'vitest';
import { maskOf } from '../../src/domain/personal-data/mask.ts';

it.each([
  ['Maria Silva', 'payer MARIA SILVA refused', 'payer *** refused'],
  ['王小明', '客戶王小明付款失敗', '客戶***付款失敗'],
  ['王芳', 'payer: 王芳', 'payer: ***'],
  ['José Prado', 'payer José Prado refused'.normalize('NFD'), 'payer *** refused'],
  ['José Prado'.normalize('NFD'), 'payer José Prado refused', 'payer *** refused'],
])('%s is masked in "%s"', (name, text, masked) => {
  expect(maskOf([name])(text)).toBe(masked);
});

it.each([
  ['Maria', 'Mariana paid'],
  ['Li', 'Limit: Li'],
  ['明', '明天'],
])('%s is left in "%s"', (name, text) => {
  expect(maskOf([name])(text)).toBe(text);
});
