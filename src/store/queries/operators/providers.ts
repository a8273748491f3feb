import type { Sql } from '../../sql.ts';
import { statement } from '../../statements/statement.ts';

/** Goes through all accounts: it is read once, at the start. */
const storedProviders = statement()(({ db }) =>
  db
    .selectFrom('provider_accounts as row')
    .select('row.provider')
    .groupBy('row.provider')
    .orderBy('row.provider'),
);

/** The providers of all accounts of all merchants. */
export async function providersOfAccounts(sql: Sql): Promise<string[]> {
  return (await sql.all(storedProviders, {})).map(({ provider }) => provider);
}
