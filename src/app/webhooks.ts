import type { Clock } from '../clock.ts';
import type { Config } from '../config.ts';
import type { Deps } from '../operations/deps.ts';
import { createDummyVerifiers } from '../operations/webhooks/dummy-verifiers.ts';
import type { ReceivingMeans } from '../operations/webhooks/means.ts';
import { createNoticeLimiter } from '../operations/webhooks/notice-limiter.ts';
import { createRefusals } from '../operations/webhooks/refusals.ts';
import { deriveKey } from '../store/sealing/sealer.ts';

export const createReceivingMeans = (
  { modules, log, ids }: Pick<Deps, 'modules' | 'log' | 'ids'>,
  { masterKey }: Pick<Config, 'masterKey'>,
  clock: Clock,
): ReceivingMeans => ({
  refusals: createRefusals(log, clock.monotonic),
  notices: createNoticeLimiter(clock),
  dummyVerifiers: createDummyVerifiers({
    modules,
    now: clock.now,
    secret: () => ids.secret(),
    key: deriveKey(masterKey.reveal(), 'unknown-accounts'),
  }),
});
