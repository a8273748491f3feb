import { Migration } from '@mikro-orm/migrations';

/**
 * What needs a person: why, of each record; and all of it, in a table. What needs one already is added by the process
 * that starts (`operations/attention/mend.ts`), because another one of the version before may still write.
 */
export class Migration0022 extends Migration {
  override up(): void {
    this.addSql('create table `attention_items` (`subject_id` text not null, `reason` text not null, `id` text not null, `merchant_id` text not null, `account_id` text null, `order_id` text null, `since` bigint not null, primary key (`subject_id`, `reason`))');
    this.addSql('create index `attention_items_merchant_id_reason_id_index` on `attention_items` (`merchant_id`, `reason`, `id`)');
    this.addSql('create index `attention_items_account_id_reason_id_index` on `attention_items` (`account_id`, `reason`, `id`)');
    this.addSql('create index `attention_items_merchant_id_order_id_index` on `attention_items` (`merchant_id`, `order_id`)');
    this.addSql('create table `unmatched_records` (`account_id` text not null, `subject_type` text not null, `provider_reference` text not null, `found_at` bigint not null, `acknowledged_at` bigint null, primary key (`account_id`, `subject_type`, `provider_reference`))');
    this.addSql('alter table `provider_accounts` add column `unreached_since` bigint null');
    this.addSql('create index `provider_accounts_unreached_since_index` on `provider_accounts` (`unreached_since`) where unreached_since is not null');
    this.addSql('alter table `orders` add column `attention` text null');
    this.addSql('alter table `refunds` add column `attention` text null');
    this.addSql('alter table `settlements` add column `attention` text null');
    this.addSql('alter table `abnormal_payments` add column `attention` text null');
    this.addSql('create index `orders_id_index` on `orders` (`id`) where needs_attention = 1');
    this.addSql('create index `refunds_id_index` on `refunds` (`id`) where needs_attention = 1');
    this.addSql('create index `settlements_id_index` on `settlements` (`id`) where needs_attention = 1');
  }
}
