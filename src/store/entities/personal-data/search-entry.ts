import { defineEntity, p } from '@mikro-orm/core';

/**
 * Tokens by which an object is found (`search/tokens.ts`). What an order was made with is one entry, and what becomes
 * known of an object later is another one. On SQLite, triggers keep the full-text index `search_index` of it; on
 * PostgreSQL the index is one of its own.
 */
export const SearchEntrySchema = defineEntity({
  name: 'SearchEntry',
  tableName: 'search_entries',
  properties: {
    /** Ascends, so that the newest are found first. */
    number: p.integer().primary().autoincrement(false),
    subjectId: p.text(),
    /** Tokens with spaces between them. */
    tokens: p.text(),
  },
  indexes: [{ properties: ['subjectId'] }],
  triggers: [
    {
      name: 'search_entries_added',
      timing: 'after',
      events: ['insert'],
      body: 'insert into search_index (rowid, tokens) values (new.number, new.tokens);',
    },
    {
      name: 'search_entries_removed',
      timing: 'after',
      events: ['delete'],
      body: "insert into search_index (search_index, rowid, tokens) values ('delete', old.number, old.tokens);",
    },
    {
      name: 'search_entries_changed',
      timing: 'after',
      events: ['update'],
      body: `insert into search_index (search_index, rowid, tokens) values ('delete', old.number, old.tokens);
    insert into search_index (rowid, tokens) values (new.number, new.tokens);`,
    },
  ],
});

export class SearchEntry extends SearchEntrySchema.class {}
SearchEntrySchema.setClass(SearchEntry);
