import { ValidationError } from '../errors.ts';
import type { ValidationIssue } from '../errors.ts';

const longestRangeMs = 31 * 86_400_000;
/** A caller's clock may be this far ahead of ours. */
const clockToleranceMs = 60_000;

const issue = (path: string, message: string): ValidationIssue => ({ path: [path], message });

/** A range of creation times in epoch milliseconds, both included. Throws ValidationError with every issue at once. */
export function assertRange(from: number, to: number, now: number): void {
  const latest = now + clockToleranceMs;
  const issues = [
    ...(from < 0 ? [issue('from', 'must not be before 1970')] : []),
    ...(from > latest ? [issue('from', 'must not be in the future')] : []),
    ...(to > latest ? [issue('to', 'must not be in the future')] : []),
    ...(to < from ? [issue('to', 'must not be before "from"')] : []),
    ...(to - from > longestRangeMs ? [issue('to', 'must be within 31 days of "from"')] : []),
  ];
  if (issues.length > 0) throw new ValidationError(issues);
}
