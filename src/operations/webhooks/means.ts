import type { DummyVerifiers } from './dummy-verifiers.ts';
import type { NoticeLimiter } from './notice-limiter.ts';
import type { Refusals } from './refusals.ts';

/** What receiving webhooks needs besides the store. */
export interface ReceivingMeans {
  refusals: Refusals;
  dummyVerifiers: DummyVerifiers;
  notices: NoticeLimiter;
}
