import { Migration } from '@mikro-orm/migrations';

export class Migration0001 extends Migration {
  override up(): void {
    this.addSql(
      'create table `events` (`merchant_id` text not null, `seq` integer not null, `id` text not null, `type` text not null, `subject_id` text not null, `order_id` text null, `settlement_id` text null, `version` integer not null, `from_status` text null, `to_status` text null, `cause` text not null, `delivery_id` text null, `occurred_at` bigint null, `recorded_at` bigint not null, primary key (`merchant_id`, `seq`))',
    );
    this.addSql(
      'create unique index `events_id_unique` on `events` (`id`)',
    );
    this.addSql(
      'create index `events_order_id_seq_index` on `events` (`order_id`, `seq`)',
    );
    this.addSql(
      'create index `events_settlement_id_seq_index` on `events` (`settlement_id`, `seq`)',
    );
    this.addSql(
      'create index `events_delivery_id_index` on `events` (`delivery_id`)',
    );
    this.addSql(
      'create table `idempotency_keys` (`merchant_id` text not null, `mutation` text not null, `key` text not null, `fingerprint` text not null, `paths` text not null, `object_id` text not null, `created_at` bigint not null, primary key (`merchant_id`, `mutation`, `key`))',
    );
    this.addSql(
      'create table `merchants` (`id` text not null primary key, `name` text not null, `timeline` text not null, `last_seq` integer not null default 0, `created_at` bigint not null)',
    );
    this.addSql(
      'create table `api_keys` (`id` text not null primary key, `merchant_id` text not null, `name` text not null, `prefix` text not null, `hash` text not null, `scopes` text not null, `created_at` bigint not null, `last_used_at` bigint null, `revoked_at` bigint null, constraint `api_keys_merchant_id_foreign` foreign key (`merchant_id`) references `merchants` (`id`))',
    );
    this.addSql(
      'create index `api_keys_merchant_id_index` on `api_keys` (`merchant_id`)',
    );
    this.addSql(
      'create unique index `api_keys_hash_unique` on `api_keys` (`hash`)',
    );
    this.addSql(
      'create table `provider_accounts` (`id` text not null primary key, `merchant_id` text not null, `provider` text not null, `name` text not null, `base_url` text not null, `enabled` integer not null default 1, `credentials` text not null, `created_at` bigint not null, `updated_at` bigint not null, constraint `provider_accounts_merchant_id_foreign` foreign key (`merchant_id`) references `merchants` (`id`))',
    );
    this.addSql(
      'create index `provider_accounts_merchant_id_index` on `provider_accounts` (`merchant_id`)',
    );
    this.addSql(
      'create table `orders` (`id` text not null primary key, `merchant_id` text not null, `account_id` text not null, `provider` text not null, `reference` text not null, `status` text not null, `provider_reference` text not null, `provider_order_id` text null, `request` text not null, `evidence` text not null, `refundable` text null, `refunds_held` text not null default \'0\', `refunded` text not null default \'0\', `expires_at` bigint null, `submission` text not null, `check_at` bigint null, `checks` integer not null default 0, `last_check_at` bigint null, `unknown_since` bigint null, `needs_attention` integer not null default 0, `version` integer not null, `revision` integer not null default 0, `created_at` bigint not null, `updated_at` bigint not null, constraint `orders_merchant_id_foreign` foreign key (`merchant_id`) references `merchants` (`id`), constraint `orders_account_id_foreign` foreign key (`account_id`) references `provider_accounts` (`id`), constraint `orders_refunds_within_paid` check (length(refunds_held) < length(refundable) or (length(refunds_held) = length(refundable) and refunds_held <= refundable)))',
    );
    this.addSql(
      'create index `orders_merchant_id_id_index` on `orders` (`merchant_id`, `id`)',
    );
    this.addSql(
      'create index `orders_merchant_id_status_id_index` on `orders` (`merchant_id`, `status`, `id`)',
    );
    this.addSql(
      'create index `orders_merchant_id_reference_id_index` on `orders` (`merchant_id`, `reference`, `id`)',
    );
    this.addSql(
      'create index `orders_account_id_id_index` on `orders` (`account_id`, `id`)',
    );
    this.addSql(
      'create index `orders_account_id_provider_order_id_index` on `orders` (`account_id`, `provider_order_id`)',
    );
    this.addSql(
      'create index `orders_check_at_index` on `orders` (`check_at`)',
    );
    this.addSql(
      'create unique index `orders_account_id_provider_reference_unique` on `orders` (`account_id`, `provider_reference`)',
    );
    this.addSql(
      'create table `abnormal_payments` (`id` text not null primary key, `merchant_id` text not null, `account_id` text not null, `order_id` text null, `provider_abnormal_payment_id` text not null, `type` text not null, `status` text not null, `evidence` text not null, `refundable` text not null, `refunds_held` text not null default \'0\', `pending` text not null, `check_at` bigint null, `checks` integer not null default 0, `version` integer not null, `revision` integer not null default 0, `created_at` bigint not null, `updated_at` bigint not null, constraint `abnormal_payments_merchant_id_foreign` foreign key (`merchant_id`) references `merchants` (`id`), constraint `abnormal_payments_account_id_foreign` foreign key (`account_id`) references `provider_accounts` (`id`), constraint `abnormal_payments_order_id_foreign` foreign key (`order_id`) references `orders` (`id`) on delete set null, constraint `abnormal_payments_refunds_within_received` check (length(refunds_held) < length(refundable) or (length(refunds_held) = length(refundable) and refunds_held <= refundable)))',
    );
    this.addSql(
      'create index `abnormal_payments_merchant_id_id_index` on `abnormal_payments` (`merchant_id`, `id`)',
    );
    this.addSql(
      'create index `abnormal_payments_order_id_id_index` on `abnormal_payments` (`order_id`, `id`)',
    );
    this.addSql(
      'create index `abnormal_payments_check_at_index` on `abnormal_payments` (`check_at`)',
    );
    this.addSql(
      'create unique index `abnormal_payments_account_id_provider_abnormal_payment_id_unique` on `abnormal_payments` (`account_id`, `provider_abnormal_payment_id`)',
    );
    this.addSql(
      'create table `provider_calls` (`id` text not null primary key, `subject_id` text not null, `operation` text not null, `outcome` text not null, `http_status` integer null, `duration_ms` integer not null, `request` text not null, `response` text null, `at` bigint not null)',
    );
    this.addSql(
      'create index `provider_calls_subject_id_id_index` on `provider_calls` (`subject_id`, `id`)',
    );
    this.addSql(
      'create table `refunds` (`id` text not null primary key, `merchant_id` text not null, `account_id` text not null, `order_id` text not null, `abnormal_payment_id` text null, `reference` text not null, `status` text not null, `amount` text not null, `address` text null, `reason` text null, `provider_reference` text not null, `evidence` text not null, `submission` text not null, `check_at` bigint null, `checks` integer not null default 0, `last_check_at` bigint null, `unknown_since` bigint null, `needs_attention` integer not null default 0, `version` integer not null, `revision` integer not null default 0, `created_at` bigint not null, `updated_at` bigint not null, constraint `refunds_merchant_id_foreign` foreign key (`merchant_id`) references `merchants` (`id`), constraint `refunds_account_id_foreign` foreign key (`account_id`) references `provider_accounts` (`id`), constraint `refunds_order_id_foreign` foreign key (`order_id`) references `orders` (`id`), constraint `refunds_abnormal_payment_id_foreign` foreign key (`abnormal_payment_id`) references `abnormal_payments` (`id`) on delete set null)',
    );
    this.addSql(
      'create index `refunds_merchant_id_id_index` on `refunds` (`merchant_id`, `id`)',
    );
    this.addSql(
      'create index `refunds_merchant_id_reference_id_index` on `refunds` (`merchant_id`, `reference`, `id`)',
    );
    this.addSql(
      'create index `refunds_order_id_id_index` on `refunds` (`order_id`, `id`)',
    );
    this.addSql(
      'create index `refunds_abnormal_payment_id_index` on `refunds` (`abnormal_payment_id`)',
    );
    this.addSql(
      'create index `refunds_check_at_index` on `refunds` (`check_at`)',
    );
    this.addSql(
      'create unique index `refunds_account_id_provider_reference_unique` on `refunds` (`account_id`, `provider_reference`)',
    );
    this.addSql(
      'create table `settlements` (`id` text not null primary key, `merchant_id` text not null, `account_id` text not null, `provider` text not null, `reference` text not null, `status` text not null, `request` text not null, `order_ids` text not null, `provider_reference` text not null, `evidence` text not null, `submission` text not null, `check_at` bigint null, `checks` integer not null default 0, `last_check_at` bigint null, `unknown_since` bigint null, `needs_attention` integer not null default 0, `version` integer not null, `revision` integer not null default 0, `created_at` bigint not null, `updated_at` bigint not null, constraint `settlements_merchant_id_foreign` foreign key (`merchant_id`) references `merchants` (`id`), constraint `settlements_account_id_foreign` foreign key (`account_id`) references `provider_accounts` (`id`))',
    );
    this.addSql(
      'create index `settlements_merchant_id_id_index` on `settlements` (`merchant_id`, `id`)',
    );
    this.addSql(
      'create index `settlements_merchant_id_reference_id_index` on `settlements` (`merchant_id`, `reference`, `id`)',
    );
    this.addSql(
      'create index `settlements_account_id_id_index` on `settlements` (`account_id`, `id`)',
    );
    this.addSql(
      'create index `settlements_check_at_index` on `settlements` (`check_at`)',
    );
    this.addSql(
      'create unique index `settlements_account_id_provider_reference_unique` on `settlements` (`account_id`, `provider_reference`)',
    );
    this.addSql(
      'create table `webhook_deliveries` (`id` text not null primary key, `merchant_id` text not null, `account_id` text not null, `status` text not null, `event_id` text null, `topic` text null, `identity` text not null, `headers` text not null, `body` blob not null, `attempts` integer not null default 0, `last_error` text null, `received_at` bigint not null, `check_at` bigint null, constraint `webhook_deliveries_merchant_id_foreign` foreign key (`merchant_id`) references `merchants` (`id`), constraint `webhook_deliveries_account_id_foreign` foreign key (`account_id`) references `provider_accounts` (`id`))',
    );
    this.addSql(
      'create index `webhook_deliveries_merchant_id_id_index` on `webhook_deliveries` (`merchant_id`, `id`)',
    );
    this.addSql(
      'create index `webhook_deliveries_merchant_id_status_id_index` on `webhook_deliveries` (`merchant_id`, `status`, `id`)',
    );
    this.addSql(
      'create index `webhook_deliveries_check_at_index` on `webhook_deliveries` (`check_at`)',
    );
    this.addSql(
      'create unique index `webhook_deliveries_account_id_identity_unique` on `webhook_deliveries` (`account_id`, `identity`)',
    );
  }
}
