import { Migration } from '@mikro-orm/migrations';

/** Payment links, and the orders that they have made. */
export class Migration0021 extends Migration {
  override up(): void {
    this.addSql('create table `payment_links` (`id` text not null primary key, `merchant_id` text not null, `reference` text not null, `request` text not null, `token_hash` text not null, `token` text not null, `maximum_uses` integer not null, `expires_at` bigint null, `disabled_at` bigint null, `created_at` bigint not null, constraint `payment_links_merchant_id_foreign` foreign key (`merchant_id`) references `merchants` (`id`))');
    this.addSql('create unique index `payment_links_token_hash_unique` on `payment_links` (`token_hash`)');
    this.addSql('create index `payment_links_merchant_id_id_index` on `payment_links` (`merchant_id`, `id`)');
    this.addSql('create index `payment_links_merchant_id_reference_id_index` on `payment_links` (`merchant_id`, `reference`, `id`)');
    this.addSql('create table `payment_link_uses` (`id` text not null primary key, `merchant_id` text not null, `payment_link_id` text not null, `number` integer not null, `created_at` bigint not null, constraint `payment_link_uses_merchant_id_foreign` foreign key (`merchant_id`) references `merchants` (`id`), constraint `payment_link_uses_payment_link_id_foreign` foreign key (`payment_link_id`) references `payment_links` (`id`))');
    this.addSql('create index `payment_link_uses_payment_link_id_id_index` on `payment_link_uses` (`payment_link_id`, `id`)');
    this.addSql('create unique index `payment_link_uses_payment_link_id_number_unique` on `payment_link_uses` (`payment_link_id`, `number`)');
  }
}
