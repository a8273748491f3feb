import { Migration } from '@mikro-orm/migrations';

/** Payment links, and the orders that they have made. */
export class Migration0007 extends Migration {
  override up(): void {
    this.addSql('create table "payment_links" ("id" text collate "C" not null, "merchant_id" text collate "C" not null, "reference" text collate "C" not null, "request" text collate "C" not null, "token_hash" text collate "C" not null, "token" text collate "C" not null, "maximum_uses" int not null, "expires_at" bigint null, "disabled_at" bigint null, "created_at" bigint not null, primary key ("id"), constraint "payment_links_token_hash_unique" unique ("token_hash"), constraint "payment_links_merchant_id_foreign" foreign key ("merchant_id") references "merchants" ("id"))');
    this.addSql('create index "payment_links_merchant_id_id_index" on "payment_links" ("merchant_id", "id")');
    this.addSql('create index "payment_links_merchant_id_reference_id_index" on "payment_links" ("merchant_id", "reference", "id")');
    this.addSql('create table "payment_link_uses" ("id" text collate "C" not null, "merchant_id" text collate "C" not null, "payment_link_id" text collate "C" not null, "number" int not null, "created_at" bigint not null, primary key ("id"), constraint "payment_link_uses_payment_link_id_number_unique" unique ("payment_link_id", "number"), constraint "payment_link_uses_merchant_id_foreign" foreign key ("merchant_id") references "merchants" ("id"), constraint "payment_link_uses_payment_link_id_foreign" foreign key ("payment_link_id") references "payment_links" ("id"))');
    this.addSql('create index "payment_link_uses_payment_link_id_id_index" on "payment_link_uses" ("payment_link_id", "id")');
  }
}
