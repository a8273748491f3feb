/** What is between spaces, in one case and form, without punctuation at its ends. */
const spaced = (text: string): string[] =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .split(/\s+/u)
    .map((one) => one.replace(atEnds, ''))
    .filter((one) => one !== '');

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
    const chunks = text ? spaced(text) : [];
    const whole = chunks.join(' ');
    if (whole === '') continue;
    wholes.add(whole);
    for (const part of chunks.flatMap((one) => [one, ...one.split(between)])) {
      if (part !== whole && parts.size < mostTerms) parts.add(part);
    }
  }
  return { wholes, parts };
}

/** What is looked for where somebody enters `text`. */
export interface Sought {
  /** The whole of a text; empty where nothing is entered that could be found. */
  whole: string;
  /** All of these, each once. */
  terms: readonly string[];
}

export function soughtBy(text: string): Sought {
  const terms = spaced(text);
  return { whole: terms.join(' '), terms: [...new Set(terms)] };
}
