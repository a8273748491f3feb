import { StartError } from '../../domain/errors.ts';
import { copyAll, firstFilled } from '../copying/copy.ts';
import type { CopiedTable } from '../copying/copy.ts';
import type { Sql } from '../sql.ts';
import { asKnown } from './errors.ts';
import { openPostgres } from './open.ts';
import { createPatientPool } from './pool.ts';
import { sqlOver } from './sql.ts';

/** It compares a new refund with what its order holds now. Those that are copied were compared when they were made. */
const trigger = 'refunds_are_held';

/** Copies all rows of `from` into a database that is migrated and has none, in one transaction. */
export async function copyIntoPostgres(
  from: Sql,
  url: string,
  onTable: (copied: CopiedTable) => void,
): Promise<void> {
  // Migrates it.
  await (await openPostgres(url, {})).close();
  const pool = createPatientPool(url, 1);
  try {
    const client = await pool.connect();
    try {
      await client.query('begin');
      // Nobody begins to use it meanwhile.
      await client.query('lock table merchants in access exclusive mode');
      const to = sqlOver(client, asKnown);
      const filled = await firstFilled(to);
      if (filled !== null) {
        throw new StartError(`The database that is copied to is not empty: it has ${filled}.`);
      }
      await client.query(`alter table refunds disable trigger ${trigger}`);
      await copyAll(from, to, onTable);
      await client.query(`alter table refunds enable trigger ${trigger}`);
      // The numbers go on where those that were copied end.
      await client.query(
        "select setval(pg_get_serial_sequence('search_entries', 'number'), max(number)) from search_entries having max(number) is not null",
      );
      await client.query('commit');
      // Until it knows its tables, the planner reads them whole.
      await client.query('analyze');
    } finally {
      // Ends what is not committed.
      client.release(true);
    }
  } finally {
    await pool.end();
  }
}
