import { UnavailableError } from '../../../domain/errors.ts';
import type { Deps } from '../../deps.ts';

/** That the database is away is no news: who writes logs it. */
export function logUnexpected(
  log: Deps['log'],
  error: unknown,
  details: object,
  text: string,
): void {
  if (!(error instanceof UnavailableError)) log.error({ err: error, ...details }, text);
}
