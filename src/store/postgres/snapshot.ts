import type { PoolClient } from 'pg';
import type { Snapshot } from '../snapshot.ts';
import { cannotOpen } from './cannot-open.ts';
import { asKnown } from './errors.ts';
import { assertUpToDate } from './migrate.ts';
import { createPatientPool } from './pool.ts';
import { sqlOver } from './sql.ts';

export async function openPostgresSnapshot(url: string): Promise<Snapshot> {
  const pool = createPatientPool(url, 1);
  let client: PoolClient | null = null;
  const close = async (): Promise<void> => {
    client?.release(true);
    await pool.end();
  };
  try {
    client = await pool.connect();
    await client.query('begin transaction isolation level repeatable read read only');
    await assertUpToDate(url, client);
    // The server checks the pages that it reads.
    return { sql: sqlOver(client, asKnown), damage: async () => [], close };
  } catch (error) {
    await close();
    throw cannotOpen(url, error);
  }
}
