import type { Texts } from '../../checkout/languages/texts.ts';
import { en } from './en.ts';
import { hi } from './hi.ts';
import { ptBr } from './pt-br.ts';
import type { LinkTexts } from './texts.ts';
import { zhHant } from './zh-hant.ts';

/** By the tags of the languages that the checkout page has. */
const all: ReadonlyMap<string, LinkTexts> = new Map([
  ['en', en],
  ['pt-BR', ptBr],
  ['zh-Hant', zhHant],
  ['hi', hi],
]);

export const linkTextsOf = ({ tag }: Texts): LinkTexts => all.get(tag) ?? en;
