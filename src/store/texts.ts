/**
 * A text as every database stores it and finds it again. PostgreSQL has no NUL, and neither has half of a character:
 * each becomes what UTF-8 makes of such a half.
 */
export const storableText = (text: string): string =>
  isStorable(text) ? text : text.toWellFormed().replaceAll('\0', '\uFFFD');

const isStorable = (text: string): boolean => text.isWellFormed() && !text.includes('\0');
