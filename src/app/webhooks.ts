import type { Clock } from '../clock.ts';
import type { Deps } from '../operations/deps.ts';
import { createDummyVerifiers } from '../operations/webhooks/dummy-verifiers.ts';
import type { ReceivingMeans } from '../operations/webhooks/means.ts';
import { createNoticeLimiter } from '../operations/webhooks/notice-limiter.ts';
import { createRefusals } from '../operations/webhooks/refusals.ts';

export const createReceivingMeans = (
  { modules, log, ids }: Pick<Deps, 'modules' | 'log' | 'ids'>,
  clock: Clock,
): ReceivingMeans => ({
  refusals: createRefusals(log, clock.monotonic),
  notices: createNoticeLimiter(clock),
  dummyVerifiers: createDummyVerifiers({ modules, now: clock.now, secret: () => ids.secret() }),
});
