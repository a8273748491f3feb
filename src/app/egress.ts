import type { Clock } from '../clock.ts';
import type { Config } from '../config.ts';
import { shareToken } from '../operations/access-tokens.ts';
import { createConnections } from '../operations/connections.ts';
import type { Deps, Log } from '../operations/deps.ts';
import { createPoster } from '../outgoing/post.ts';
import { createTargets } from '../providers/targets.ts';
import { createRandom } from '../store/ids.ts';
import type { TokenOwner } from '../store/sealing/access-tokens.ts';
import type { Overrides } from './overrides.ts';

interface EgressParts extends Pick<Deps, 'read' | 'queue' | 'sealer' | 'modules'> {
  clock: Clock;
  log: Log;
  processes: () => number;
}

/** The allowed targets of outgoing calls, and what makes them: to providers, and to the systems of merchants. */
export function createEgress(
  config: Readonly<Config>,
  { limits = {}, resolve }: Overrides,
  { read, queue, sealer, modules, clock, log, processes }: EgressParts,
): Pick<Deps, 'connections' | 'targets' | 'poster'> {
  const targets = createTargets(config.outbound, resolve);
  const { callsPerAccount } = config.limits;
  const { now } = clock;
  const sharedTokenOf = (owner: TokenOwner) => shareToken({ read, queue, sealer, now }, owner);
  const random = createRandom();
  const options = { limits, targets, callsPerAccount, random, processes, sharedTokenOf };
  return {
    targets,
    poster: createPoster({ targets, timeoutMs: limits.timeoutMs }),
    connections: createConnections(modules, sealer, clock, log, options),
  };
}
