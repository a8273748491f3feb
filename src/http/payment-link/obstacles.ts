import { ExpectedError, InvalidStateError, UnavailableError } from '../../domain/errors.ts';
import {
  TooManyLinkOrdersError,
  paymentLinkStatuses,
} from '../../domain/payment-links/payment-link.ts';
import { BodyTooLargeError, BodyTooSlowError } from '../body.ts';
import type { Texts } from '../checkout/languages/texts.ts';
import { slowDown } from '../trust/penalty.ts';
import { obstaclePage } from './page.ts';
import type { Page } from './page.ts';
import type { Obstacle } from './texts/texts.ts';

export type Answer =
  | { location: string }
  | { status: number; page: (texts: Texts) => Page; headers?: Record<string, string> };

const obstacle = (status: number, name: Obstacle, headers: Record<string, string> = {}) => ({
  status,
  page: (texts: Texts) => obstaclePage(name, texts),
  headers,
});

const close = { connection: slowDown.connection };

/** The answers that have no form. */
export const obstacles = {
  USED: obstacle(410, 'USED'),
  EXPIRED: obstacle(410, 'EXPIRED'),
  DISABLED: obstacle(410, 'DISABLED'),
  NOT_FOUND: obstacle(404, 'NOT_FOUND'),
  NO_METHOD: obstacle(503, 'NO_METHOD'),
  UNAVAILABLE: obstacle(503, 'UNAVAILABLE', { 'retry-after': '5' }),
  TOO_MANY: obstacle(429, 'TOO_MANY', { 'retry-after': '60', ...close }),
  MALFORMED: obstacle(400, 'MALFORMED'),
  OTHER_SITE: obstacle(403, 'MALFORMED', close),
  NO_FORM: obstacle(415, 'MALFORMED', close),
  TOO_LARGE: obstacle(413, 'MALFORMED', close),
  TOO_SLOW: obstacle(408, 'MALFORMED', close),
  INTERNAL: obstacle(500, 'INTERNAL'),
} as const satisfies Record<string, Answer>;

/** INTERNAL for an error that nobody expects. */
export function obstacleFor(error: unknown): Answer {
  if (error instanceof InvalidStateError) {
    const status = paymentLinkStatuses.find((one) => one === error.status);
    return status === undefined || status === 'ACTIVE' ? obstacles.INTERNAL : obstacles[status];
  }
  // No account can do it, or the one that the link names is gone.
  if (error instanceof ExpectedError) return obstacles.NO_METHOD;
  if (error instanceof TooManyLinkOrdersError) return obstacles.TOO_MANY;
  if (error instanceof UnavailableError) return obstacles.UNAVAILABLE;
  if (error instanceof BodyTooLargeError) return obstacles.TOO_LARGE;
  return error instanceof BodyTooSlowError ? obstacles.TOO_SLOW : obstacles.INTERNAL;
}
