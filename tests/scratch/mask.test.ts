import { expect, it } from 'vitest';
import { maskOf } from '../../src/domain/personal-data/mask.ts';
it.each([
  ['王小明', '客戶王小明付款失敗'],
  ['王小明', '王小明先生的付款已被拒絕'],
  ['王芳', 'payer: 王芳'],
  ['Li', 'payer Li refused'],
  ['+55 11 98765-0123', 'phone 5511987650123 refused'],
  ['+5511987650123', 'phone (11) 98765-0123 refused'],
  ['10115', 'Hauptstr. 1, 10115 Berlin'],
  ['José', 'payer Jose\u0301 refused'],
  ['maria.silva@example.com', 'user maria.silva@example.com_1 refused'],
])('%s is masked in "%s"', (text, said) => {
  const masked = maskOf([text])(said);
  expect(masked).toContain('***');
});
