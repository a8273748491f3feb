import type { ValidationIssue } from '../../domain/errors.ts';
import type { Customer } from '../../domain/request.ts';

type Path = readonly string[];

export const issue = (path: Path, message: string): ValidationIssue => ({ path, message });

export const missing = (path: Path): ValidationIssue =>
  issue(path, 'must be given for this provider');

/** Counts characters, not UTF-16 units or bytes. */
export const lengthOf = (text: string): number => Array.from(text).length;

/** A text of 1 to `most` characters, which may be left out. */
export function within(text: string | null, most: number, path: Path): ValidationIssue[] {
  if (text === null || (text !== '' && lengthOf(text) <= most)) return [];
  return [issue(path, `must have 1 to ${most} characters for this provider`)];
}

/** A text of 1 to `most` characters, which must be there. */
export const needed = (text: string | null, most: number, path: Path): ValidationIssue[] =>
  text === null ? [missing(path)] : within(text, most, path);

/** First and last name, as far as they are known. */
export const fullName = ({ firstName, lastName }: Customer): string =>
  [firstName, lastName].filter((name) => name !== null).join(' ');
