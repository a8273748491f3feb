/** How serialisers write characters that may also stand as they are. For texts of JSON, quotes included. */

const escaped = (character: string): string =>
  `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
const upperDigits = (escape: string): string => `\\u${escape.slice(2).toUpperCase()}`;

/** As Python and PHP do by default. */
export const escapeNonAscii = (text: string): string =>
  text.replaceAll(/[\u0080-\uffff]/g, escaped);

/** The same with capital digits. */
export const escapeNonAsciiUpper = (text: string): string =>
  escapeNonAscii(text).replaceAll(/\\u[\da-f]{4}/g, upperDigits);

/** As PHP does by default. */
export const escapeSlashes = (text: string): string => text.replaceAll('/', '\\/');

/** As Go and Gson do by default; Gson escapes = and ' too. */
export const escapeHtml = (text: string): string => text.replaceAll(/[<>&]/g, escaped);
export const escapeHtmlWidely = (text: string): string => text.replaceAll(/[<>&'=]/g, escaped);
