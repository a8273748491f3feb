import type { MikroORM } from '@mikro-orm/sqlite';
import { migrationsList } from '../migrations/sqlite.ts';
import { refuseNewer, refuseOlder } from '../migrations/versions.ts';
import type { Sqlite } from './sql.ts';

/**
 * Applies the missing migrations and returns their names. However many processes start at once, one migrates: the
 * others wait at `begin` and then find nothing to do.
 */
export async function migrate(
  orm: MikroORM,
  file: string,
  sqlite: Sqlite,
): Promise<readonly string[]> {
  const control = (text: string) => sqlite.prepare(text).run([]);
  // To rebuild a table, which no transaction could without letting go of what refers to it.
  sqlite.pragma('foreign_keys = OFF');
  control('begin immediate');
  try {
    const missing = missingMigrations(file, sqlite);
    if (missing.length > 0) await orm.migrator.up();
    control('commit');
    return missing;
  } catch (error) {
    control('rollback');
    throw error;
  }
}

/** Throws StartError where the database is of a newer version. */
export function missingMigrations(file: string, sqlite: Sqlite): readonly string[] {
  const applied = appliedMigrations(sqlite);
  const known = migrationsList.map(({ name }) => name);
  refuseNewer(file, applied, known);
  return known.filter((name) => !applied.includes(name));
}

/** Throws StartError where the database is of another version. */
export function assertUpToDate(file: string, sqlite: Sqlite): void {
  refuseOlder(file, missingMigrations(file, sqlite));
}

function appliedMigrations(sqlite: Sqlite): string[] {
  const table = 'mikro_orm_migrations';
  const found = sqlite.prepare('select 1 from sqlite_master where name = ?').get([table]);
  if (found === undefined) return [];
  const rows = sqlite.prepare(`select name from ${table} order by id`).all([]);
  return (rows as { name: string }[]).map(({ name }) => name);
}
