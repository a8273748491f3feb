import { setTimeout as sleep } from 'node:timers/promises';
import { createClock } from '../clock.ts';
import type { Config } from '../config.ts';
import { createCredentials } from '../operations/merchants/credentials.ts';
import type { Deps } from '../operations/deps.ts';
import { createPolling, pollsPerSecond } from '../operations/due/polling.ts';
import { createBlinds } from '../operations/personal-data/blinds.ts';
import { createLocks, createCoalescer } from '../operations/locks.ts';
import type { ProviderModules } from '../providers/provider.ts';
import { openCursors } from '../store/cursor.ts';
import { openSealer } from '../store/sealing/sealer.ts';
import { createIds } from './ids.ts';
import type { Overrides } from './overrides.ts';
import { createReceivingMeans } from './webhooks.ts';
import { createEgress } from './egress.ts';

/** Creates the dependencies that every operation gets. */
export function createDeps(
  config: Readonly<Config>,
  overrides: Overrides,
  modules: ProviderModules,
  base: Pick<Deps, 'read' | 'queue' | 'notifier' | 'log' | 'measure' | 'documents'>,
  address: { url: string },
  processes: () => number,
): Deps {
  const { limits = {} } = overrides;
  const clock = createClock(overrides.now, overrides.monotonic ?? overrides.now);
  const { now, monotonic } = clock;
  const sealer = openSealer(config.masterKey, config.previousMasterKeys);
  const ids = createIds(now, config.masterKey);
  return {
    ...base,
    ...clock,
    pause: overrides.pause ?? (async (ms) => sleep(ms)),
    yieldToLoop: () => new Promise((resolve) => setImmediate(resolve)),
    ids,
    sealer,
    blinds: createBlinds({ ...base, sealer, ids, now }),
    cursors: openCursors(config.masterKey, config.previousMasterKeys),
    ...createCredentials(config.masterKey, config.previousMasterKeys, clock),
    modules,
    ...createEgress(config, overrides, { ...base, modules, sealer, clock, processes }),
    locks: createLocks(),
    polling: createPolling(pollsPerSecond(limits), monotonic),
    coalescer: createCoalescer(),
    running: new Set(),
    get publicUrl() {
      return address.url;
    },
    ...createReceivingMeans({ ...base, modules, ids }, config, clock),
  };
}
