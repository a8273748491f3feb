import { expect, it } from 'vitest';
import { openWithMerchants } from '../rows.ts';

/** PostgreSQL answers `commit` without an error there, and rolls back. */
it('a transaction whose statement has failed does not count as committed, also where nobody saw the failure', async () => {
  await using opened = await openWithMerchants();
  const transaction = await opened.database.writer.begin();
  await transaction.sql.run("update merchants set name = 'changed'");
  await expect(transaction.sql.run('select 1 / 0')).rejects.toThrow('division by zero');
  await expect(transaction.commit()).rejects.toThrow('ROLLBACK');
  const rows = await opened.database.reader.all(
    'select 1 from merchants where name = ?',
    'changed',
  );
  expect(rows).toEqual([]);
});
