import { hash } from 'node:crypto';
import { insertInto } from './sqlite.ts';
import type { Sqlite } from './sqlite.ts';

/** What of an object is found, and the text by which it is. */
type Findable = readonly ['WHOLE' | 'PART' | 'CURRENCY' | 'METHOD', string];

/** Adds an entry to the index of the search; a trigger does the rest. */
export function prepareEntry(sqlite: Sqlite, merchantId: string) {
  const insert = insertInto(sqlite, 'search_entries', 'subject_id, tokens');
  return (id: string, texts: readonly Findable[]): void => {
    const tokens = texts.map(
      ([field, text]) => `w${hash('sha256', `${merchantId}\0${field}\0${text}`).slice(0, 20)}`,
    );
    insert.run(id, tokens.join(' '));
  };
}
