import { Migration } from '@mikro-orm/migrations';

export class Migration0005 extends Migration {
  override up(): void {
    this.addSql(
      'create table `evidence` (`subject_id` text not null, `digest` text not null, `id` text not null, `cause` text not null, `delivery_id` text null, `call_id` text null, `statement` text not null, `rule` text not null, `from_status` text null, `to_status` text not null, `times` integer not null default 1, `heard_at` bigint not null, `last_heard_at` bigint not null, primary key (`subject_id`, `digest`))',
    );
    // What was joined so far becomes one statement. The rules, run again over it, lead to the same state.
    for (const table of ['orders', 'refunds', 'settlements']) {
      this.addSql(
        `insert into evidence (subject_id, digest, id, cause, statement, rule, to_status, heard_at, last_heard_at)
         select id, 'known before', 'evi_' || substr(id, 5), 'MUTATION',
           '{"subject":"KNOWN_BEFORE","evidence":' || evidence || ',"submission":' || submission || '}',
           'KNOWN_BEFORE', status, created_at, updated_at from ${table}`,
      );
    }
  }
}
