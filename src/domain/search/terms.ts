/** Characters that nobody sees, and that are copied along: zero-width spaces, directions of writing, soft hyphens. */
const invisible = /\p{Default_Ignorable_Code_Point}/gu;

export const withoutInvisible = (text: string): string => text.replaceAll(invisible, '');

/**
 * A text in the one case and form in which texts are compared. Capitals first made and then unmade fold what lower case
 * alone leaves: ß and ss, both forms of sigma.
 */
export const folded = (text: string): string =>
  withoutInvisible(text)
    .normalize('NFKC')
    .toLowerCase()
    .toUpperCase()
    .toLowerCase()
    .replaceAll('ς', 'σ')
    .normalize('NFKC');

/** What is between spaces, without punctuation at its ends; with it where there is nothing else. */
function spaced(text: string): string[] {
  const all = text.split(/\s+/u).filter((one) => one !== '');
  const readable = all.map((one) => one.replace(atEnds, '')).filter((one) => one !== '');
  return readable.length > 0 ? readable : all;
}

const atEnds = /^[^\p{L}\p{M}\p{N}]+|[^\p{L}\p{M}\p{N}]+$/gu;
const between = /[^\p{L}\p{M}\p{N}]+/u;

/** An object is not found by more of them than so many (docs/search.md#what-is-found). */
export const mostTerms = 300;

/** How texts are found: each as a whole, and by its parts. No part is the whole of its text. */
export interface Terms {
  wholes: ReadonlySet<string>;
  /** What is between spaces, and what is between punctuation within that. */
  parts: ReadonlySet<string>;
}

export function termsOf(texts: readonly (string | null | undefined)[]): Terms {
  const wholes = new Set<string>();
  const parts = new Set<string>();
  for (const text of texts) {
    const chunks = text ? spaced(folded(text)) : [];
    const whole = chunks.join(' ');
    if (whole === '') continue;
    wholes.add(whole);
    for (const part of chunks.flatMap((one) => [one, ...one.split(between)])) {
      if (part !== '' && part !== whole && parts.size < mostTerms) parts.add(part);
    }
  }
  return { wholes, parts };
}

/** What is looked for where somebody enters a text. */
export interface Sought {
  /** The whole of a text; empty where nothing is entered that could be found. */
  whole: string;
  /** All of these, each once. */
  terms: readonly string[];
}

/** What is looked for. Objects that were stored before texts were folded have them in lower case alone. */
export function soughtBy(text: string): readonly Sought[] {
  const forms = [folded(text), text.normalize('NFKC').toLowerCase()].map(spaced);
  const wholes = new Map(forms.map((terms) => [terms.join(' '), terms]));
  return Array.from(wholes, ([whole, terms]) => ({ whole, terms: [...new Set(terms)] }));
}
