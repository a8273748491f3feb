import { expect, it } from 'vitest';
import { maskOf } from '../../src/domain/personal-data/mask.ts';

it.each([
  ['Maria Silva', 'payer MARIA SILVA refused', 'payer *** refused'],
  ['王小明', '客戶王小明付款失敗', '客戶***付款失敗'],
  ['王芳', 'payer: 王芳', 'payer: ***'],
  ['José Prado', 'payer José Prado refused'.normalize('NFD'), 'payer *** refused'],
  ['José Prado'.normalize('NFD'), 'payer José Prado refused', 'payer *** refused'],
  ['Li', 'payer Li refused', 'payer *** refused'],
  ['Li', 'Limit of LI', 'Limit of ***'],
  ['Иван', 'клиент Иван заблокирован', 'клиент *** заблокирован'],
  ['דוד', 'לקוח דוד', 'לקוח ***'],
  ['철수', '고객 철수가', '고객 ***가'],
  ['Zoë', '{"message":"Zo\\u00eb refused"}', '{"message":"*** refused"}'],
  ['Maria', '{"message":"refused\\nMaria"}', '{"message":"refused\\n***"}'],
  ['Maria', 'q=payer%20Maria%20refused', 'q=payer%20***%20refused'],
  ['maria@example.com', 'user maria@example.com_1', 'user ***_1'],
  ['Quackenbush', 'user w_quackenbush_1', 'user w_***_1'],
  ['10115', 'Hauptstr. 1, 10115 Berlin', 'Hauptstr. 1, *** Berlin'],
  ['12345678901', 'CPF 123.456.789-01', 'CPF ***'],
  ['203.0.113.77', 'from 203.0.113.77', 'from ***'],
  ['2001:db8::1', 'from 2001:DB8::1', 'from ***'],
])('%s is masked in "%s"', (name, text, masked) => {
  expect(maskOf([name])(text)).toBe(masked);
});

it.each([
  ['Maria', 'Mariana paid'],
  ['Is', 'it is refused'],
  ['O', 'O'],
  ['@', 'a@b'],
  ['000-000-0000', 'paid 100 of 1500, 10000000 in all'],
  ['0000001', 'step 1 of 201'],
  ['10115', '1.10115'],
  ['10115', '101150'],
  ['+5511987650123', 'order 98765'],
  ['+5511987650123', 'order 198765012345'],
  ['明', '明天'],
])('%s is left in "%s"', (name, text) => {
  expect(maskOf([name])(text)).toBe(text);
});

it.each([
  '+5511987650123',
  '5511987650123',
  '55 11 98765 0123',
  '+55 (11) 98765-0123',
  '0055 11 98765.0123',
  '11 98765-0123',
  '(11) 98765-0123',
  '011987650123',
  '98765-0123',
  '+55 (0)11 98765 0123',
  'tel:%2B5511987650123',
])('a phone number is masked as %s', (written) => {
  for (const phone of ['+5511987650123', '+55 (11) 98765-0123', '00551198765 0123']) {
    const masked = maskOf([phone])(`phone ${written}, refused`);
    expect(masked).toContain('***');
    expect(masked.replaceAll(/%2B/g, '')).not.toMatch(/\d/);
    expect(masked).toContain(', refused');
  }
});

it('an amount beside a number stays', () => {
  expect(maskOf(['+5511987654321'])('paid 100 5511987654321')).toBe('paid 100 ***');
  expect(maskOf(['98765432'])('amount=100+98765432')).toBe('amount=100+***');
});

it('a number of many zeros is looked for in a moment', () => {
  const from = process.threadCpuUsage();
  maskOf([`1${'0'.repeat(60)}9`])(`1${'(0)'.repeat(200)}`);
  maskOf([`1${'0'.repeat(60)}9`])('10'.repeat(4_000));
  const { user, system } = process.threadCpuUsage(from);
  expect((user + system) / 1_000).toBeLessThan(500);
});

it('a phone number without the country is masked with it', () => {
  for (const written of ['+886 987 650 123', '886987650123', '0987-650-123', '987650123']) {
    expect(maskOf(['0987650123'])(`(${written})`)).not.toMatch(/\d/);
  }
});

it('what a text repeats many times is masked within a moment', () => {
  const text = '5511 987 650 12 '.repeat(4_000);
  const from = performance.now();
  expect(maskOf(['+5511987650123', '12345678901', 'Li'])(text)).toBe(text);
  expect(performance.now() - from).toBeLessThan(500);
});
