import type { InferKyselyDB } from '@mikro-orm/sqlite';
import type { Kysely, Selectable } from 'kysely';
import type { AnySchema } from '../entities/index.ts';

/** Names and types of all columns, by the entities' schemas: by their classes the tables would get wrong names. */
export type Tables = InferKyselyDB<AnySchema>;

/** A row as it is read, and as it is written whole. */
export type Row<Table extends keyof Tables> = Selectable<Tables[Table]>;

export type Column<Table extends keyof Tables> = keyof Row<Table> & string;

/** Several tables as one, with the columns that all of them have. */
export type Shared<Names extends keyof Tables> = Kysely<{
  [Name in Names]: Pick<Tables[Names], keyof Tables[Names]>;
}>;

export const shared = <Names extends keyof Tables>(db: Kysely<Tables>) =>
  db as unknown as Shared<Names>;

/** Tables of what we follow at a provider. */
export type Followed = 'orders' | 'refunds' | 'settlements' | 'abnormal_payments';
