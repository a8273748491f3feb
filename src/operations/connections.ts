import { createHmac, randomBytes } from 'node:crypto';
import type { Clock } from '../clock.ts';
import { createEgress } from '../providers/egress.ts';
import type { Egress, EgressOptions } from '../providers/egress.ts';
import type {
  Connection,
  ConnectionTools,
  ProviderModule,
  ProviderName,
  SharedToken,
} from '../providers/provider.ts';
import { notLoaded } from '../providers/loading/not-loaded.ts';
import type { AccountRecord } from '../store/records.ts';
import type { Sealer } from '../store/sealing/sealer.ts';
import { createReachability } from './attention/reachability.ts';
import type { Connections } from './connected-accounts.ts';
import type { Log } from './deps.ts';
import type { TokenOwner } from '../store/sealing/access-tokens.ts';
import { openCredentials } from '../store/sealing/credentials.ts';

interface Opened {
  baseUrl: string;
  /** The sealed credentials of the account when it was last used. */
  credentials: string;
  /** Digest of the plain credentials. It stays the same when they are sealed again. */
  digest: string;
  connected: { connection: Connection; module: ProviderModule; config: unknown };
  egress: Egress;
}

export interface ConnectionOptions extends Omit<
  Partial<EgressOptions>,
  'now' | 'changed' | 'ended'
> {
  limits?: ConnectionTools['limits'];
  processes?: () => number;
  /** The access token of an account, which its processes share. */
  sharedTokenOf?: (owner: TokenOwner) => SharedToken;
}

/** Holds one connection for each account, and opens a new one after the account has changed. */
export function createConnections(
  modules: ReadonlyMap<string, ProviderModule>,
  sealer: Sealer,
  { now, monotonic }: Pick<Clock, 'now' | 'monotonic'>,
  log: Log,
  {
    limits = {},
    processes = () => 1,
    sharedTokenOf,
    random = Math.random,
    ...egressOptions
  }: ConnectionOptions = {},
): Connections {
  const opened = new Map<string, Opened>();
  const reachability = createReachability(now);
  // Keyed, so that a digest in memory does not help to guess the credentials.
  const digestKey = randomBytes(32);
  const digestOf = (plain: string): string =>
    createHmac('sha256', digestKey).update(plain).digest('base64');

  const open = (account: AccountRecord, plain: string): Opened => {
    const { id, baseUrl, credentials } = account;
    const name = account.provider as ProviderName;
    const module = modules.get(name) ?? notLoaded(name);
    const config = module.config.parse(JSON.parse(plain));
    const details = { account: account.id, provider: account.provider };
    const changed = (isOpen: boolean): void => {
      if (isOpen) log.warn(details, 'the circuit of an account opened: its calls end at once');
      else log.info(details, 'the circuit of an account closed: its provider answers again');
    };
    const ended = (isReached: boolean): void => reachability.note(id, isReached);
    const egress = createEgress({ ...egressOptions, now: monotonic, random, changed, ended });
    const connection = module.connect(config, {
      baseUrl,
      now,
      monotonic,
      limits,
      processes,
      ...(sharedTokenOf && { sharedToken: sharedTokenOf({ id, baseUrl, credentials: plain }) }),
      egress,
      log: (level, message, details) => log[level]({ ...details, account: id }, message),
    });
    const connected = { connection, module, config };
    return { baseUrl, credentials, digest: digestOf(plain), connected, egress };
  };

  return {
    of(account) {
      const { id, baseUrl, credentials } = account;
      const known = opened.get(id);
      // Do not compare `updatedAt`: an account may change twice within a millisecond.
      if (known?.baseUrl === baseUrl && known.credentials === credentials) return known.connected;
      const plain = openCredentials(sealer, account);
      if (known?.baseUrl === baseUrl && known.digest === digestOf(plain)) {
        known.credentials = credentials;
        return known.connected;
      }
      const made = open(account, plain);
      opened.set(id, made);
      // Closing waits for the calls that are under way on the old connection.
      if (known !== undefined) void known.connected.connection.close();
      return made.connected;
    },
    openCircuits() {
      return [...opened].flatMap(([account, { connected, egress }]) => {
        const { state } = egress.circuit;
        return state === 'CLOSED' ? [] : [{ account, provider: connected.module.name, state }];
      });
    },
    reachability,
    circuitOf: (accountId) => opened.get(accountId)?.egress.circuit.state ?? 'CLOSED',
    async close() {
      await Promise.all([...opened.values()].map(({ connected }) => connected.connection.close()));
      opened.clear();
    },
  };
}
