import { Migration } from '@mikro-orm/migrations';

/** Endpoints to which events are sent, the deliveries to them, and the processes that send. */
export class Migration0023 extends Migration {
  override up(): void {
    this.addSql('create table `event_endpoints` (`id` text not null primary key, `merchant_id` text not null, `url` text not null, `description` text null, `event_types` text not null, `document` text null, `status` text not null, `secrets` text not null, `cursor` integer not null, `read_to` integer not null, `round` integer not null, `due_at` bigint null, `last_delivered_at` bigint null, `last_failure` text null, `failing_since` bigint null, `suspended_at` bigint null, `sender_id` text null, `deleted_at` bigint null, `created_at` bigint not null, `updated_at` bigint not null, constraint `event_endpoints_merchant_id_foreign` foreign key (`merchant_id`) references `merchants` (`id`))');
    this.addSql('create index `event_endpoints_merchant_id_id_index` on `event_endpoints` (`merchant_id`, `id`)');
    this.addSql('create index `event_endpoints_status_id_index` on `event_endpoints` (`status`, `id`)');
    this.addSql('create table `event_deliveries` (`id` text not null primary key, `merchant_id` text not null, `endpoint_id` text not null, `seq` integer not null, `event_id` text not null, `subject_id` text not null, `status` text not null, `attempts` integer not null, `http_status` integer null, `last_error` text null, `at` bigint null, `created_at` bigint not null, constraint `event_deliveries_merchant_id_foreign` foreign key (`merchant_id`) references `merchants` (`id`), constraint `event_deliveries_endpoint_id_foreign` foreign key (`endpoint_id`) references `event_endpoints` (`id`))');
    this.addSql('create index `event_deliveries_endpoint_id_status_seq_index` on `event_deliveries` (`endpoint_id`, `status`, `seq`)');
    this.addSql('create index `event_deliveries_endpoint_id_status_at_index` on `event_deliveries` (`endpoint_id`, `status`, `at`)');
    this.addSql('create index `event_deliveries_endpoint_id_subject_id_seq_index` on `event_deliveries` (`endpoint_id`, `subject_id`, `seq`)');
    this.addSql('create table `event_senders` (`id` text not null primary key, `leased_until` bigint not null)');
  }
}
