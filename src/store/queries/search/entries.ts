import type { Pause } from '../../aggregates/steps.ts';
import { SearchEntrySchema } from '../../entities/personal-data/search-entry.ts';
import type { Token } from '../../search/tokens.ts';
import type { Sql } from '../../sql.ts';
import { insertInto } from '../../statements/rows.ts';
import type { Dialect } from '../../statements/dialect.ts';
import { statement } from '../../statements/statement.ts';
import type { Slots } from '../../statements/statement.ts';

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

interface Search {
  condition: string;
  limit: number;
}

// Planned apart from its limit: otherwise PostgreSQL may take an index that is in order and go through all entries.
const someOf = (
  { db, foundBy }: Dialect,
  condition: Slots<Search>['condition'],
  limit: Slots<Search>['limit'],
) =>
  db
    .with(
      (name) => name('found').materialized(),
      (inner) =>
        inner
          .selectFrom('search_entries')
          .select(['number', 'subject_id'])
          .where(foundBy(condition, limit)),
    )
    .selectFrom('found')
    .select(['found.number', 'found.subject_id'])
    .limit(limit);

const newestOf = ({ db, foundBy }: Dialect, { condition, limit }: Slots<Search>) =>
  db
    .selectFrom('search_entries')
    .select(['number', 'subject_id'])
    .where(foundBy(condition, limit))
    .orderBy('number', 'desc')
    .limit(limit);

const some = statement<Search>()((dialect, at) => someOf(dialect, at.condition, at.limit));
const newest = statement<Search>()(newestOf);
/** The newest, or, where the database does not find these first, any `few`. */
const newestOrFew = statement<Search & { few: number }>()((dialect, at) =>
  dialect.findsNewestFirst ? newestOf(dialect, at) : someOf(dialect, at.condition, at.few),
);

interface Found {
  number: number;
  subject_id: string;
}

const subjectsOf = (rows: readonly Found[]): string[] => [
  ...new Set(rows.map(({ subject_id: id }) => id)),
];

/** All objects that meet the condition. */
export async function subjectsWith(sql: Sql, condition: Condition): Promise<readonly string[]> {
  const limit = Number.MAX_SAFE_INTEGER;
  return subjectsOf(await sql.all(some, { condition: textOf(condition), limit }));
}

/** The same; null where more than so many entries do. */
export async function fewSubjectsWith(
  sql: Sql,
  condition: Condition,
  few: number,
): Promise<readonly string[] | null> {
  const found = await sql.all(some, { condition: textOf(condition), limit: few + 1 });
  return found.length > few ? null : subjectsOf(found);
}

/** So many entries are all read and sorted. Where there are more, enough are found among the newest. */
const fewEntries = 2_000;

/** The newest objects that are found, newest first: at most so many of those that are wanted. */
export async function newestSubjectsWith(
  sql: Sql,
  condition: Condition,
  most: number,
  isWanted: (id: string) => boolean = () => true,
): Promise<readonly string[]> {
  const text = textOf(condition);
  // An object may have several of the newest entries.
  for (let limit = most; ; limit *= 2) {
    const entries = await newestEntries(sql, text, limit);
    const subjects = subjectsOf(entries).filter(isWanted);
    if (subjects.length >= most || entries.length < limit) return subjects.slice(0, most);
  }
}

async function newestEntries(
  sql: Sql,
  condition: string,
  limit: number,
): Promise<readonly Found[]> {
  const all = await sql.all(newestOrFew, { condition, limit, few: fewEntries + 1 });
  if (all.length > fewEntries) return sql.all(newest, { condition, limit });
  return all.toSorted((a, b) => b.number - a.number).slice(0, limit);
}

/** In the words of PostgreSQL, which `Dialect.foundBy` translates for SQLite: tokens need no quotes in either. */
const textOf = (condition: Condition): string =>
  condition.map((all) => `(${all.map((list) => `(${list.join(' | ')})`).join(' & ')})`).join(' | ');

/** Whether an object with these tokens meets the condition. All are of one length, so none is a part of another. */
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
