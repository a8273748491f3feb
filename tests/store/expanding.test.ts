import { expect, it } from 'vitest';
import { migrationsList } from '../../src/store/migrations/postgres.ts';

/** What came with the first version that had PostgreSQL. */
const foundation = ['0001-foundation', '0002-held-by-the-database'];

/**
 * What a process of the version before does not notice: new tables, and their own indexes; new columns that its inserts
 * may leave out; indexes that refuse nothing.
 */
const expanding: readonly RegExp[] = [
  /^create table /,
  /^create index /,
  // Rows of a table that it does not know, and what makes them: a trigger after its own writes, which changes none.
  /^create function /,
  /^insert into event_states\b/,
  /^create trigger event_is_stated after insert on events /,
  /^do \$\$[^;]*event events;[^;]*perform state_event\(event\);\s*end loop;\s*end \$\$$/,
  /^alter table "\w+" add column "\w+" \w+(?: collate "C")? (?:null|not null default '?\w*'?)$/,
];

const statementsOf = (name: string): string[] => {
  const found = migrationsList.find((one) => one.name === name);
  if (found === undefined) throw new Error(`no migration ${name}`);
  const migration = new found.class(undefined as never, undefined as never);
  migration.up();
  return migration.getQueries().map(String);
};

it('migrations of PostgreSQL only add, so that processes of two versions run side by side', () => {
  const later = migrationsList.map(({ name }) => name).filter((name) => !foundation.includes(name));
  expect(later.length).toBeGreaterThan(0);
  const others = later
    .flatMap(statementsOf)
    .filter((text) => !expanding.some((pattern) => pattern.test(text)));
  expect(others).toEqual([]);
});

it.each([
  'alter table "orders" drop column "reference"',
  'alter table "orders" rename column "reference" to "name"',
  'alter table "orders" add column "name" text not null',
  'insert into events select * from others',
  'create trigger of_all before insert on events for each row execute function f()',
  'create unique index "orders_name" on "orders" ("name")',
])('%s would not only add', (text) => {
  expect(expanding.some((pattern) => pattern.test(text))).toBe(false);
});
