import type { IncomingMessage } from 'node:http';
import { en } from './en.ts';
import { hi } from './hi.ts';
import { ptBr } from './pt-br.ts';
import type { Texts } from './texts.ts';
import { zhHant } from './zh-hant.ts';

/** In the order of the switch. The first is for who reads none of them. */
export const languages: readonly [Texts, ...Texts[]] = [en, ptBr, zhHant, hi];

/** The language of a page's request: `lang` in its address, or what its browser accepts. */
export const languageOf = ({ url = '', headers }: IncomingMessage): Texts =>
  chooseLanguage(new URLSearchParams(url.split('?', 2)[1]).get('lang'), headers['accept-language']);

/** What the address names comes first, then what the browser accepts, best first. */
export function chooseLanguage(named: string | null, accepted: string | undefined): Texts {
  const wanted = [named ?? '', ...rangesOf(accepted ?? '')];
  for (const range of wanted) {
    const found = matching(range);
    if (found !== null) return found;
  }
  return languages[0];
}

/** The ranges of an Accept-Language header, best first (RFC 9110). */
function rangesOf(header: string): string[] {
  return header
    .slice(0, 500)
    .split(',')
    .map((entry) => {
      const [range = '', ...parameters] = entry.split(';').map((part) => part.trim());
      const weight = parameters.find((parameter) => parameter.startsWith('q='))?.slice(2);
      return { range, weight: weight === undefined ? 1 : Number(weight) };
    })
    .filter(({ weight }) => weight > 0)
    .toSorted((a, b) => b.weight - a.weight)
    .map(({ range }) => range);
}

/** By the primary subtag. Who writes Chinese of any kind reads the traditional script sooner than English. */
function matching(range: string): Texts | null {
  const [primary = ''] = range.toLowerCase().split('-');
  return languages.find(({ tag }) => tag.toLowerCase().split('-')[0] === primary) ?? null;
}
