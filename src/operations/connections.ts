import { createOutlet } from '../providers/outlet.ts';
import type { Outlet, OutletOptions } from '../providers/outlet.ts';
import type { Connection, ConnectionTools, ProviderModule } from '../providers/provider.ts';
import type { AccountRecord } from '../store/records.ts';
import type { Sealer } from '../store/sealing.ts';
import type { Connections, Log } from './deps.ts';

interface Opened {
  /** The account as it was when this was opened; its name and whether it is enabled may have changed since. */
  openedFor: AccountRecord;
  ends: { connection: Connection; module: ProviderModule; config: unknown };
  outlet: Outlet;
}

export interface ConnectionOptions extends Omit<Partial<OutletOptions>, 'now' | 'changed'> {
  limits?: ConnectionTools['limits'];
}

/** Keeps one connection for each account, and opens a new one after the account was changed. */
export function createConnections(
  modules: ReadonlyMap<string, ProviderModule>,
  sealer: Sealer,
  now: () => number,
  log: Log,
  { limits = {}, random = Math.random, ...ways }: ConnectionOptions = {},
): Connections {
  const opened = new Map<string, Opened>();
  const open = (account: AccountRecord): Opened => {
    const module = modules.get(account.provider);
    if (module === undefined) throw new Error(`no provider ${account.provider}`);
    const config = module.config.parse(JSON.parse(sealer.open(account.credentials)));
    const told = { account: account.id, provider: account.provider };
    const changed = (isOpen: boolean): void => {
      if (isOpen) log.warn(told, 'the circuit of an account opened: its calls end at once');
      else log.info(told, 'the circuit of an account closed: its provider answers again');
    };
    const outlet = createOutlet({ ...ways, now, random, changed });
    const connection = module.connect(config, {
      baseUrl: account.baseUrl,
      now,
      limits,
      outlet,
      log: (level, message, details) => log[level]({ ...details, account: account.id }, message),
    });
    return { openedFor: account, ends: { connection, module, config }, outlet };
  };
  return {
    of(account) {
      const known = opened.get(account.id);
      if (known !== undefined && reachesTheSame(known.openedFor, account)) return known.ends;
      const made = open(account);
      opened.set(account.id, made);
      // Calls under way on the old one end in peace: closing waits for them.
      if (known !== undefined) void known.ends.connection.close();
      return made.ends;
    },
    openCircuits() {
      return [...opened.values()].flatMap(({ openedFor: { id, provider }, outlet }) => {
        const { state } = outlet.circuit;
        return state === 'CLOSED' ? [] : [{ account: id, provider, state }];
      });
    },
    async close() {
      await Promise.all([...opened.values()].map(({ ends }) => ends.connection.close()));
      opened.clear();
    },
  };
}

/** Not by the time of the change: an account may be changed twice within a millisecond. */
function reachesTheSame(before: AccountRecord, now: AccountRecord): boolean {
  return before.baseUrl === now.baseUrl && before.credentials === now.credentials;
}
