import { Migration } from '@mikro-orm/migrations';

/** Search, sorting, and personal data under keys of their own. */
export class Migration0024 extends Migration {
  override up(): void {
    this.addSql('create table `data_keys` (`id` text not null primary key, `merchant_id` text not null, `owner` text not null, `key` text not null, `created_at` bigint not null, constraint `data_keys_merchant_id_foreign` foreign key (`merchant_id`) references `merchants` (`id`))');
    this.addSql('create unique index `data_keys_merchant_id_owner_unique` on `data_keys` (`merchant_id`, `owner`)');
    this.addSql('create table `personal_data` (`subject_id` text not null primary key, `data_key_id` text not null, `sealed` text not null, constraint `personal_data_data_key_id_foreign` foreign key (`data_key_id`) references `data_keys` (`id`))');
    this.addSql('create index `personal_data_data_key_id_subject_id_index` on `personal_data` (`data_key_id`, `subject_id`)');
    this.addSql('create table `erasures` (`merchant_id` text not null, `key` text not null, `orders` integer not null, `created_at` bigint not null, primary key (`merchant_id`, `key`))');
    this.addSql('create table `search_entries` (`number` integer not null primary key, `subject_id` text not null, `tokens` text not null)');
    this.addSql('create index `search_entries_subject_id_index` on `search_entries` (`subject_id`)');
    // Which entry has a token is all that it knows.
    this.addSql("create virtual table `search_index` using fts5(tokens, content='search_entries', content_rowid='number', detail=none, columnsize=0, tokenize='ascii')");
    // What is removed from it is gone at once, and not when the index is next merged.
    this.addSql("insert into search_index (search_index, rank) values ('secure-delete', 1)");
    this.addSql('create trigger search_entries_added after insert on `search_entries` begin insert into search_index (rowid, tokens) values (new.number, new.tokens); end');
    this.addSql("create trigger search_entries_removed after delete on `search_entries` begin insert into search_index (search_index, rowid, tokens) values ('delete', old.number, old.tokens); end");
    this.addSql(`create trigger search_entries_changed after update on \`search_entries\` begin insert into search_index (search_index, rowid, tokens) values ('delete', old.number, old.tokens);
    insert into search_index (rowid, tokens) values (new.number, new.tokens); end`);
    this.addSql('alter table `orders` add column `erased_at` bigint null');
    this.addSql('alter table `orders` add column `currency` text null');
    this.addSql('alter table `orders` add column `amount_rank` text null');
    this.addSql('alter table `orders` add column `method` text null');
    this.addSql('create index `orders_merchant_id_updated_at_id_index` on `orders` (`merchant_id`, `updated_at`, `id`)');
    this.addSql('create index `orders_merchant_id_amount_rank_id_index` on `orders` (`merchant_id`, `amount_rank`, `id`)');
    this.addSql('alter table `webhook_deliveries` add column `about` text null');
    this.addSql('create index `webhook_deliveries_account_id_about_index` on `webhook_deliveries` (`account_id`, `about`)');
    // What is there already is sealed and made to be found later, with keys that no migration has.
    for (const table of ['orders', 'refunds', 'settlements', 'abnormal_payments', 'payment_links']) {
      this.addSql(`alter table \`${table}\` add column \`data_version\` integer null`);
      this.addSql(`create index \`${table}_data_version_id_index\` on \`${table}\` (\`data_version\`, \`id\`) where data_version is null`);
    }
  }
}
