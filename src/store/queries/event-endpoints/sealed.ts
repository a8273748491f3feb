import type { Sql } from '../../sql.ts';
import { statement } from '../../statements/statement.ts';
import type { SealedPage } from '../sealed.ts';

export interface SealedEndpoint {
  id: string;
  secrets: string;
}

const secretsAfter = statement<SealedPage>()(({ db }, at) =>
  db
    .selectFrom('event_endpoints')
    .select(['id', 'secrets'])
    .where('id', '>', at.after)
    .where('deleted_at', 'is', null)
    .orderBy('id')
    .limit(at.limit),
);

export async function sealedEndpointSecrets(
  sql: Sql,
  { after, limit }: SealedPage,
): Promise<SealedEndpoint[]> {
  return sql.all(secretsAfter, { after, limit });
}

const change = statement<SealedEndpoint & { anew: string }>()(({ db }, at) =>
  db
    .updateTable('event_endpoints')
    .set({ secrets: at.anew })
    .where('id', '=', at.id)
    .where('secrets', '=', at.secrets),
);

/** Stores secrets that were sealed anew. False where they were changed since they were read. */
export async function replaceEndpointSecrets(
  tx: Sql,
  { id, secrets }: SealedEndpoint,
  anew: string,
): Promise<boolean> {
  return (await tx.run(change, { id, secrets, anew })) === 1;
}
