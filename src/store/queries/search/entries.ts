import type { Pause } from '../../aggregates/steps.ts';
import { SearchEntrySchema } from '../../entities/personal-data/search-entry.ts';
import type { Token } from '../../search/tokens.ts';
import type { Sql } from '../../sql.ts';
import { insertInto } from '../../statements/rows.ts';
import { statement } from '../../statements/statement.ts';

const adding = insertInto('search_entries', SearchEntrySchema, { made: ['number'] });

/** An object and the tokens by which it can be found. */
export interface Findable {
  id: string;
  tokens: readonly Token[];
}

/** Adds entries of those that have tokens. The order of entries is the order in which they are found. */
export async function addSearchEntries(
  tx: Sql,
  all: readonly Findable[],
  pause?: Pause,
): Promise<void> {
  const rows = all
    .filter(({ tokens }) => tokens.length > 0)
    .map(({ id, tokens }) => ({ subject_id: id, tokens: tokens.join(' ') }));
  if (rows.length > 0) await tx.runEach(adding, rows, pause);
}

const ofSubjects = statement<{ ids: string }>()(({ db, isIn, listed }, at) =>
  db
    .selectFrom('search_entries')
    .select(['subject_id', 'tokens'])
    .where('subject_id', isIn, listed(at.ids)),
);

/** The tokens of each of these objects that has any, as texts that have them. */
export async function tokensOfSubjects(
  sql: Sql,
  ids: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const rows = await sql.all(ofSubjects, { ids: JSON.stringify(ids) });
  const found = new Map<string, string>();
  for (const { subject_id: id, tokens } of rows) {
    const known = found.get(id);
    found.set(id, known === undefined ? tokens : `${known} ${tokens}`);
  }
  return found;
}

/**
 * A condition on tokens: of one of these, all have to be there, where several stand for one any of them. An entry is
 * found by the tokens that it has itself.
 */
export type Condition = readonly (readonly (readonly Token[])[])[];

const matching = statement<{ condition: string; limit: number }>()(({ db, foundBy }, at) =>
  db
    .selectFrom('search_entries')
    .select(['number', 'subject_id'])
    .where(foundBy(at.condition, at.limit))
    .orderBy('number', 'desc')
    .limit(at.limit),
);

/** The objects that were found first, newest first: at most so many entries are read. */
export async function subjectsWith(
  sql: Sql,
  condition: Condition,
  limit: number,
): Promise<readonly string[]> {
  const rows = await sql.all(matching, { condition: textOf(condition), limit });
  return [...new Set(rows.map(({ subject_id: id }) => id))];
}

/** In the words of PostgreSQL, which `Dialect.foundBy` translates for SQLite: tokens need no quotes in either. */
const textOf = (condition: Condition): string =>
  condition.map((all) => `(${all.map((list) => `(${list.join(' | ')})`).join(' & ')})`).join(' | ');

/** Whether an object with these tokens meets the condition. All tokens are of one length, so none is a part of another. */
export const meets = (condition: Condition, tokens: string): boolean =>
  condition.some((all) => all.every((list) => list.some((token) => tokens.includes(token))));

const personal = statement<{ ids: string }>()(({ db, isIn, listed }, at) =>
  db
    .deleteFrom('search_entries')
    .where('subject_id', isIn, listed(at.ids))
    .where('tokens', 'like', 'p%'),
);

/** From now on nobody finds these objects by a person. Such tokens are entries of their own. */
export async function forgetPersons(tx: Sql, ids: readonly string[]): Promise<void> {
  await tx.run(personal, { ids: JSON.stringify(ids) });
}
