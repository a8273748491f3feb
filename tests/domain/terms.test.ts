import { expect, it } from 'vitest';
import { folded, soughtBy } from '../../src/domain/search/terms.ts';

const characters = Array.from({ length: 0x3000 }, (_, code) => String.fromCodePoint(code));

it('a text is found in every case and form of its letters', () => {
  const others = characters.filter((text) => {
    const forms = [text.toLowerCase(), text.toUpperCase(), text.normalize('NFD')];
    return forms.some((form) => folded(form) !== folded(text));
  });
  expect(others).toEqual([]);
});

it('what was stored before letters were folded is found by the same text', () => {
  for (const text of ['Straße', 'in\u200Bvoice', 'ὈΔΥΣΣΕΎΣ', 'Kai\u00ADser']) {
    const before = text.normalize('NFKC').toLowerCase();
    expect(soughtBy(text).map(({ whole }) => whole)).toContain(before);
  }
  expect(soughtBy('Invoice 7')).toEqual([{ whole: 'invoice 7', terms: ['invoice', '7'] }]);
});
