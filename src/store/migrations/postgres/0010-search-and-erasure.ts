import { Migration } from '@mikro-orm/migrations';

/** Search, sorting, and personal data under keys of their own. */
export class Migration0010 extends Migration {
  override up(): void {
    this.addSql('create table "data_keys" ("id" text collate "C" not null, "merchant_id" text collate "C" not null, "owner" text collate "C" not null, "key" text collate "C" not null, "created_at" bigint not null, primary key ("id"), constraint "data_keys_merchant_id_owner_unique" unique ("merchant_id", "owner"), constraint "data_keys_merchant_id_foreign" foreign key ("merchant_id") references "merchants" ("id"))');
    this.addSql('create table "personal_data" ("subject_id" text collate "C" not null, "data_key_id" text collate "C" not null, "sealed" text collate "C" not null, primary key ("subject_id"), constraint "personal_data_data_key_id_foreign" foreign key ("data_key_id") references "data_keys" ("id"))');
    this.addSql('create index "personal_data_data_key_id_subject_id_index" on "personal_data" ("data_key_id", "subject_id")');
    this.addSql('create table "erasures" ("merchant_id" text collate "C" not null, "key" text collate "C" not null, "orders" int not null, "created_at" bigint not null, primary key ("merchant_id", "key"))');
    this.addSql('create table "search_entries" ("number" bigserial not null, "subject_id" text collate "C" not null, "tokens" text collate "C" not null, primary key ("number"))');
    this.addSql('create index "search_entries_subject_id_index" on "search_entries" ("subject_id")');
    this.addSql(`create index "search_entries_tokens_index" on "search_entries" using gin (array_to_tsvector(string_to_array(tokens, ' ')))`);
    this.addSql('alter table "orders" add column "erased_at" bigint null');
    this.addSql('alter table "orders" add column "currency" text collate "C" null');
    this.addSql('alter table "orders" add column "amount_rank" text collate "C" null');
    this.addSql('alter table "orders" add column "method" text collate "C" null');
    this.addSql('create index "orders_merchant_id_updated_at_id_index" on "orders" ("merchant_id", "updated_at", "id")');
    this.addSql('create index "orders_merchant_id_amount_rank_id_index" on "orders" ("merchant_id", "amount_rank", "id")');
    this.addSql('alter table "webhook_deliveries" add column "about" text collate "C" null');
    this.addSql('create index "webhook_deliveries_account_id_about_index" on "webhook_deliveries" ("account_id", "about")');
    // What is there already, and what a process of the version before still writes, is sealed and made to be found
    // later, with keys that no migration has.
    for (const table of ['orders', 'refunds', 'settlements', 'abnormal_payments', 'payment_links']) {
      this.addSql(`alter table "${table}" add column "data_version" int null`);
      this.addSql(`create index "${table}_data_version_id_index" on "${table}" ("data_version", "id") where data_version is null`);
    }
  }
}
