import { parseArgs } from 'node:util';
import { parseDatabaseUrl } from '../config/database-url.ts';
import { readMasterKeys } from '../config/master-keys.ts';
import { StartError } from '../domain/errors.ts';
import { verify } from '../operations/verification/verify.ts';
import { copyDatabase, isPostgres, openSnapshot } from '../store/open.ts';
import { openSealer } from '../store/sealing/sealer.ts';
import { assertExists, print, runCommand } from './command.ts';

const usage =
  'Name both databases: npm run copy-database -- --from sqlite:<path> --to postgres://<user>@<host>/<database>';

/** Moves a stopped installation from SQLite to PostgreSQL (docs/running.md#from-sqlite-to-postgresql). */
async function main(): Promise<number> {
  const { values } = parseArgs({
    options: { from: { type: 'string' }, to: { type: 'string' } },
  });
  if (values.from === undefined || values.to === undefined) throw new StartError(usage);
  const from = parseDatabaseUrl('--from', values.from);
  const to = parseDatabaseUrl('--to', values.to);
  if (isPostgres(from) || !isPostgres(to)) throw new StartError(usage);
  assertExists(from);
  await copyDatabase(from, to, ({ name, rows, digest }) =>
    print(`${name}: ${rows} rows, ${digest}`),
  );
  const [active, ...previous] = readMasterKeys(process.env, from);
  const sealer = active === undefined ? null : openSealer(active, previous);
  const snapshot = await openSnapshot(to);
  try {
    const { findings } = await verify(snapshot, { sealer });
    for (const { rule, table, id, expected, stored } of findings) {
      print(`${rule}: ${table} ${id}: expected ${expected}, stored ${stored}`);
    }
    if (findings.length > 0) return 1;
  } finally {
    await snapshot.close();
  }
  print(
    'All rows are the same on both sides, and every rule holds. Start with the new DATABASE_URL,',
  );
  print('with the same master key. Do not start the old database again.');
  return 0;
}

await runCommand(main);
