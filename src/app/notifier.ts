import { createHmac, randomBytes } from 'node:crypto';
import type { Config } from '../config.ts';
import { openChannel } from '../notifier/channel.ts';
import type { Transport } from '../notifier/link.ts';
import { createNotifier } from '../notifier/notifier.ts';
import type { Notifier } from '../notifier/notifier.ts';
import type { Log } from '../operations/deps.ts';
import { isPostgres } from '../store/open.ts';
import { deriveKey } from '../store/sealing/sealer.ts';

/** Notifies over Redis where that is configured, else over PostgreSQL where the database is one, else in process. */
export async function openNotifier(
  config: Readonly<Config>,
  log: Log,
  slice: () => Promise<void>,
): Promise<Notifier> {
  const transport = await transportOf(config);
  if (transport === null) return createNotifier(slice);
  return createNotifier(slice, (reader) =>
    openChannel(transport, randomBytes(9).toString('base64url'), {
      ...reader,
      wentAway: (err) =>
        log.warn({ err }, 'other processes are not notified now; they look for themselves'),
      cameBack: (milliseconds) => log.info({ milliseconds }, 'other processes are notified again'),
    }),
  );
}

/** Loads the client of the one that is used. */
async function transportOf({
  redisUrl,
  databaseUrl,
  masterKey,
}: Readonly<Config>): Promise<Transport | null> {
  if (redisUrl !== null) {
    const { redisTransport } = await import('../notifier/redis.ts');
    return redisTransport(redisUrl.reveal(), channelOf(masterKey.reveal()));
  }
  const database = databaseUrl.reveal();
  if (!isPostgres(database)) return null;
  const { postgresTransport } = await import('../notifier/postgres.ts');
  return postgresTransport(database);
}

/** A name that only processes with the same master key have, so that one Redis serves several installations. */
function channelOf(masterKey: Uint8Array): string {
  const key = deriveKey(masterKey, 'notifier');
  return `paygraph:${createHmac('sha256', key).update('channel').digest('base64url').slice(0, 16)}`;
}
