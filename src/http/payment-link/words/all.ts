import type { Texts } from '../../checkout/languages/texts.ts';
import { en } from './en.ts';
import { hi } from './hi.ts';
import { ptBr } from './pt-br.ts';
import type { Words } from './words.ts';
import { zhHant } from './zh-hant.ts';

/** By the tags of the languages that the checkout page has. */
const all: ReadonlyMap<string, Words> = new Map([
  ['en', en],
  ['pt-BR', ptBr],
  ['zh-Hant', zhHant],
  ['hi', hi],
]);

export const wordsOf = ({ tag }: Texts): Words => all.get(tag) ?? en;
