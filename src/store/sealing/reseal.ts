import type { WriteQueue } from '../commit.ts';
import {
  bodiesSealedOtherwise,
  countBodies,
  replaceBody,
  replaceCredentials,
  sealedCredentials,
} from '../queries/sealed.ts';
import type { SealedPage } from '../queries/sealed.ts';
import {
  replaceEndpointSecrets,
  sealedEndpointSecrets,
} from '../queries/event-endpoints/sealed.ts';
import { replaceLinkToken, sealedLinkTokens } from '../queries/payment-links/sealed.ts';
import { replaceDataKey, sealedDataKeys } from '../queries/personal-data/data-keys.ts';
import { UnopenableError } from './sealer.ts';
import type { Sealer } from './sealer.ts';
import type { Sql, Tx } from '../sql.ts';
import { openCredentials, sealCredentialsText } from './credentials.ts';
import { openEndpointSecrets, sealEndpointSecrets } from './endpoint-secrets.ts';
import { resealDataKey } from './data-keys.ts';
import { openLinkToken, sealLinkToken } from './link-tokens.ts';
import { isErased, openBody, sealBody } from './webhooks.ts';

export interface ResealDeps {
  read: Sql;
  queue: Pick<WriteQueue, 'commit'>;
  sealer: Sealer;
  /** Waits between two batches, in which others write. Milliseconds. */
  pause: (ms: number) => Promise<void>;
}

export interface Resealed {
  resealed: number;
  /** Sealed with the active key already, or sealed anew by another process meanwhile. */
  current: number;
  /** Ids of rows that no key opens. They stay as they are. */
  unopenable: string[];
}

export interface Report {
  accounts: Resealed;
  links: Resealed;
  endpoints: Resealed;
  dataKeys: Resealed;
  deliveries: Resealed;
}

/** Each batch is read and sealed outside a transaction, and written in one short transaction. */
const batchRows = 50;
const betweenMs = 10;

/**
 * Seals with the active key what was sealed with a previous key, or was not sealed at all, while others read and write.
 * Nothing is overwritten that was changed meanwhile. It may be interrupted and run again at any time.
 */
export async function reseal(deps: ResealDeps): Promise<Report> {
  const accounts = await resealAll(deps, {
    read: (page) => sealedCredentials(deps.read, page),
    seal(row) {
      if (deps.sealer.isCurrent(row.credentials)) return null;
      const anew = sealCredentialsText(deps.sealer, row.id, openCredentials(deps.sealer, row));
      return (tx) => replaceCredentials(tx, row, anew);
    },
  });
  const links = await resealAll(deps, {
    read: (page) => sealedLinkTokens(deps.read, page),
    seal(row) {
      if (deps.sealer.isCurrent(row.token)) return null;
      const anew = sealLinkToken(deps.sealer, row.id, openLinkToken(deps.sealer, row));
      return (tx) => replaceLinkToken(tx, row, anew);
    },
  });
  const endpoints = await resealAll(deps, {
    read: (page) => sealedEndpointSecrets(deps.read, page),
    seal(row) {
      if (deps.sealer.isCurrent(row.secrets)) return null;
      const anew = sealEndpointSecrets(deps.sealer, row.id, openEndpointSecrets(deps.sealer, row));
      return (tx) => replaceEndpointSecrets(tx, row, anew);
    },
  });
  const dataKeys = await resealAll(deps, {
    read: (page) => sealedDataKeys(deps.read, page),
    seal(row) {
      if (deps.sealer.isCurrent(row.key)) return null;
      const anew = resealDataKey(deps.sealer, row);
      return (tx) => replaceDataKey(tx, row, anew);
    },
  });
  const bodies = await countBodies(deps.read);
  const deliveries = await resealAll(deps, {
    read: (page) => bodiesSealedOtherwise(deps.read, deps.sealer.keyId, page),
    seal(row) {
      if (isErased(row.body)) return null;
      const anew = sealBody(deps.sealer, row.id, openBody(deps.sealer, row));
      return (tx) => replaceBody(tx, row, anew);
    },
  });
  const { resealed, unopenable } = deliveries;
  const current = Math.max(0, bodies - resealed - unopenable.length);
  return { accounts, links, endpoints, dataKeys, deliveries: { ...deliveries, current } };
}

interface Table<Row extends { id: string }> {
  read: (page: SealedPage) => Promise<Row[]>;
  /** Returns the write, which reports whether the row was still as it was read; null where there is nothing to do. */
  seal: (row: Row) => ((tx: Tx) => Promise<boolean>) | null;
}

async function resealAll<Row extends { id: string }>(
  { queue, pause }: ResealDeps,
  { read, seal }: Table<Row>,
): Promise<Resealed> {
  const done: Resealed = { resealed: 0, current: 0, unopenable: [] };
  for (let after = ''; ;) {
    const rows = await read({ after, limit: batchRows });
    const writes: ((tx: Tx) => Promise<boolean>)[] = [];
    for (const row of rows) {
      const write = tryToSeal(row, seal, done);
      if (write !== null) writes.push(write);
    }
    if (writes.length > 0) {
      const written = await queue.commit((tx) => writeAll(tx, writes));
      done.resealed += written;
      done.current += writes.length - written;
      await pause(betweenMs);
    }
    const last = rows.at(-1);
    if (last === undefined) return done;
    after = last.id;
  }
}

function tryToSeal<Row extends { id: string }>(
  row: Row,
  seal: Table<Row>['seal'],
  done: Resealed,
): ReturnType<Table<Row>['seal']> {
  try {
    const write = seal(row);
    if (write === null) done.current += 1;
    return write;
  } catch (error) {
    if (!(error instanceof UnopenableError)) throw error;
    done.unopenable.push(row.id);
    return null;
  }
}

async function writeAll(
  tx: Tx,
  writes: readonly ((tx: Tx) => Promise<boolean>)[],
): Promise<number> {
  let written = 0;
  for (const write of writes) if (await write(tx)) written += 1;
  return written;
}
