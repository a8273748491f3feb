/** Why a signature is not accepted: a name that stays the same, and a sentence for a person. */
export interface Cause {
  code: string;
  message: string;
}

export const cause = (code: string, message: string): Cause => ({ code, message });

/** The first place where two texts differ, in words. Null where they are the same. */
export function firstDifference(expected: string, signed: string): string | null {
  if (expected === signed) return null;
  const longest = Math.min(expected.length, signed.length);
  let at = 0;
  while (at < longest && expected[at] === signed[at]) at += 1;
  const shown = (text: string): string =>
    JSON.stringify(text.slice(at, at + shownLength).toWellFormed());
  const of = (text: string): string => (at < text.length ? shown(text) : 'the end');
  return (
    `The first difference is at character ${at + 1} of what is signed: ` +
    `expected ${of(expected)}, signed ${of(signed)}.`
  );
}

const shownLength = 24;
