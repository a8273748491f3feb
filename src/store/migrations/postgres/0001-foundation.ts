import { Migration } from '@mikro-orm/migrations';

/** All tables, as the entities describe them. Texts are compared byte by byte, as everywhere else. */
export class Migration0001 extends Migration {
  override up(): void {
    this.addSql(
      'create table "audit_entries" ("id" text collate "C" not null, "merchant_id" text collate "C" null, "principal" text collate "C" not null, "api_key_id" text collate "C" null, "api_key_name" text collate "C" null, "api_key_prefix" text collate "C" null, "mutation" text collate "C" not null, "arguments" text collate "C" not null, "source" text collate "C" not null, "request_id" text collate "C" not null, "at" bigint not null, primary key ("id"))',
    );
    this.addSql(
      'create index "audit_entries_merchant_id_id_index" on "audit_entries" ("merchant_id", "id")',
    );
    this.addSql(
      'create index "audit_entries_merchant_id_principal_id_index" on "audit_entries" ("merchant_id", "principal", "id")',
    );
    this.addSql(
      'create index "audit_entries_merchant_id_principal_mutation_id_index" on "audit_entries" ("merchant_id", "principal", "mutation", "id")',
    );
    this.addSql(
      'create index "audit_entries_merchant_id_api_key_id_id_index" on "audit_entries" ("merchant_id", "api_key_id", "id")',
    );
    this.addSql(
      'create index "audit_entries_merchant_id_api_key_id_mutation_id_index" on "audit_entries" ("merchant_id", "api_key_id", "mutation", "id")',
    );
    this.addSql(
      'create table "audit_outcomes" ("entry_id" text collate "C" not null, "outcome" text collate "C" not null, "at" bigint not null, primary key ("entry_id"))',
    );
    this.addSql(
      'create table "audit_subjects" ("entry_id" text collate "C" not null, "subject_id" text collate "C" not null, primary key ("entry_id", "subject_id"))',
    );
    this.addSql(
      'create index "audit_subjects_subject_id_entry_id_index" on "audit_subjects" ("subject_id", "entry_id")',
    );
    this.addSql(
      'create table "awaited_subjects" ("account_id" text collate "C" not null, "reference" text collate "C" not null, "delivery_id" text collate "C" not null, primary key ("account_id", "reference", "delivery_id"))',
    );
    this.addSql(
      'create index "awaited_subjects_delivery_id_index" on "awaited_subjects" ("delivery_id")',
    );
    this.addSql(
      'create table "cancel_intentions" ("merchant_id" text collate "C" not null, "mutation" text collate "C" not null, "key" text collate "C" not null, "object_id" text collate "C" not null, primary key ("merchant_id", "mutation", "key"))',
    );
    this.addSql(
      'create table "events" ("merchant_id" text collate "C" not null, "seq" bigint not null, "id" text collate "C" not null, "type" text collate "C" not null, "subject_id" text collate "C" not null, "order_id" text collate "C" null, "settlement_id" text collate "C" null, "version" int not null, "from_status" text collate "C" null, "to_status" text collate "C" null, "cause" text collate "C" not null, "delivery_id" text collate "C" null, "occurred_at" bigint null, "recorded_at" bigint not null, primary key ("merchant_id", "seq"))',
    );
    this.addSql(
      'alter table "events" add constraint "events_id_unique" unique ("id")',
    );
    this.addSql(
      'create index "events_merchant_id_type_seq_index" on "events" ("merchant_id", "type", "seq")',
    );
    this.addSql(
      'create index "events_order_id_seq_index" on "events" ("order_id", "seq")',
    );
    this.addSql(
      'create index "events_order_id_type_seq_index" on "events" ("order_id", "type", "seq")',
    );
    this.addSql(
      'create index "events_settlement_id_seq_index" on "events" ("settlement_id", "seq")',
    );
    this.addSql(
      'create index "events_delivery_id_id_index" on "events" ("delivery_id", "id")',
    );
    this.addSql(
      'create table "evidence" ("subject_id" text collate "C" not null, "digest" text collate "C" not null, "id" text collate "C" not null, "cause" text collate "C" not null, "delivery_id" text collate "C" null, "call_id" text collate "C" null, "statement" text collate "C" not null, "rule" text collate "C" not null, "from_status" text collate "C" null, "to_status" text collate "C" not null, "times" int not null default 1, "recorded_at" bigint not null, "last_recorded_at" bigint not null, primary key ("subject_id", "digest"))',
    );
    this.addSql(
      'create index "evidence_subject_id_id_index" on "evidence" ("subject_id", "id")',
    );
    this.addSql(
      'create table "idempotency_keys" ("merchant_id" text collate "C" not null, "mutation" text collate "C" not null, "key" text collate "C" not null, "fingerprint" text collate "C" not null, "paths" text collate "C" not null, "object_id" text collate "C" not null, "created_at" bigint not null, primary key ("merchant_id", "mutation", "key"))',
    );
    this.addSql(
      'create table "left_accounts" ("account_id" text collate "C" not null, "provider_reference" text collate "C" not null, "order_id" text collate "C" not null, primary key ("account_id", "provider_reference"))',
    );
    this.addSql(
      'create table "merchants" ("id" text collate "C" not null, "name" text collate "C" not null, "timeline" text collate "C" not null, "last_seq" bigint not null default 0, "created_at" bigint not null, primary key ("id"))',
    );
    this.addSql(
      'create table "api_keys" ("id" text collate "C" not null, "merchant_id" text collate "C" not null, "name" text collate "C" not null, "prefix" text collate "C" not null, "hash" text collate "C" not null, "scopes" text collate "C" not null, "created_at" bigint not null, "last_used_at" bigint null, "revoked_at" bigint null, primary key ("id"))',
    );
    this.addSql(
      'alter table "api_keys" add constraint "api_keys_hash_unique" unique ("hash")',
    );
    this.addSql(
      'create index "api_keys_merchant_id_id_index" on "api_keys" ("merchant_id", "id")',
    );
    this.addSql(
      'create table "provider_accounts" ("id" text collate "C" not null, "merchant_id" text collate "C" not null, "provider" text collate "C" not null, "name" text collate "C" not null, "base_url" text collate "C" not null, "enabled" int not null default 1, "credentials" text collate "C" not null, "reconcile_at" bigint null, "last_reconciliation" text collate "C" null, "created_at" bigint not null, "updated_at" bigint not null, primary key ("id"))',
    );
    this.addSql(
      'create index "provider_accounts_merchant_id_id_index" on "provider_accounts" ("merchant_id", "id")',
    );
    this.addSql(
      'create index "provider_accounts_reconcile_at_index" on "provider_accounts" ("reconcile_at")',
    );
    this.addSql(
      'create table "orders" ("id" text collate "C" not null, "merchant_id" text collate "C" not null, "account_id" text collate "C" not null, "evidence" text collate "C" not null, "check_at" bigint null, "checks" int not null default 0, "version" int not null, "revision" int not null default 0, "created_at" bigint not null, "updated_at" bigint not null, "reference" text collate "C" not null, "provider_reference" text collate "C" not null, "submission" text collate "C" not null, "last_check_at" bigint null, "unknown_since" bigint null, "needs_attention" int not null default 0, "provider" text collate "C" not null, "status" text collate "C" not null, "provider_order_id" text collate "C" null, "request" text collate "C" not null, "refundable" text collate "C" null, "refunds_held" text collate "C" not null default \'0\', "refunded" text collate "C" not null default \'0\', "expires_at" bigint null, primary key ("id"))',
    );
    this.addSql(
      'create index "orders_merchant_id_id_index" on "orders" ("merchant_id", "id")',
    );
    this.addSql(
      'create index "orders_merchant_id_status_id_index" on "orders" ("merchant_id", "status", "id")',
    );
    this.addSql(
      'create index "orders_account_id_id_index" on "orders" ("account_id", "id")',
    );
    this.addSql(
      'create index "orders_status_account_id_check_at_index" on "orders" ("status", "account_id", "check_at") where check_at is not null',
    );
    this.addSql(
      'create index "orders_account_id_status_id_index" on "orders" ("account_id", "status", "id")',
    );
    this.addSql(
      'create index "orders_account_id_reference_status_id_index" on "orders" ("account_id", "reference", "status", "id")',
    );
    this.addSql(
      'create index "orders_account_id_provider_order_id_id_index" on "orders" ("account_id", "provider_order_id", "id")',
    );
    this.addSql(
      'alter table "orders" add constraint "orders_account_id_provider_reference_unique" unique ("account_id", "provider_reference")',
    );
    this.addSql(
      'create table "abnormal_payments" ("id" text collate "C" not null, "merchant_id" text collate "C" not null, "account_id" text collate "C" not null, "evidence" text collate "C" not null, "check_at" bigint null, "checks" int not null default 0, "version" int not null, "revision" int not null default 0, "created_at" bigint not null, "updated_at" bigint not null, "order_id" text collate "C" null, "provider_abnormal_payment_id" text collate "C" not null, "type" text collate "C" not null, "status" text collate "C" not null, "refundable" text collate "C" not null, "held" text collate "C" not null default \'0\', "pending" text collate "C" not null, primary key ("id"))',
    );
    this.addSql(
      'create index "abnormal_payments_merchant_id_id_index" on "abnormal_payments" ("merchant_id", "id")',
    );
    this.addSql(
      'create index "abnormal_payments_merchant_id_status_type_id_index" on "abnormal_payments" ("merchant_id", "status", "type", "id")',
    );
    this.addSql(
      'create index "abnormal_payments_account_id_id_index" on "abnormal_payments" ("account_id", "id")',
    );
    this.addSql(
      'create index "abnormal_payments_account_id_status_type_id_index" on "abnormal_payments" ("account_id", "status", "type", "id")',
    );
    this.addSql(
      'create index "abnormal_payments_order_id_id_index" on "abnormal_payments" ("order_id", "id")',
    );
    this.addSql(
      'create index "abnormal_payments_order_id_account_id_status_type_id_index" on "abnormal_payments" ("order_id", "account_id", "status", "type", "id")',
    );
    this.addSql(
      'create index "abnormal_payments_status_account_id_check_at_index" on "abnormal_payments" ("status", "account_id", "check_at") where check_at is not null',
    );
    this.addSql(
      'alter table "abnormal_payments" add constraint "abnormal_payments_account_id_provider_abnormal_pa_e2378_unique" unique ("account_id", "provider_abnormal_payment_id")',
    );
    this.addSql(
      'create table "provider_calls" ("id" text collate "C" not null, "subject_id" text collate "C" not null, "operation" text collate "C" not null, "outcome" text collate "C" not null, "http_status" int null, "duration_ms" int not null, "request" text collate "C" not null, "response" text collate "C" null, "at" bigint not null, primary key ("id"))',
    );
    this.addSql(
      'create index "provider_calls_subject_id_id_index" on "provider_calls" ("subject_id", "id")',
    );
    this.addSql(
      'create table "refunds" ("id" text collate "C" not null, "merchant_id" text collate "C" not null, "account_id" text collate "C" not null, "evidence" text collate "C" not null, "check_at" bigint null, "checks" int not null default 0, "version" int not null, "revision" int not null default 0, "created_at" bigint not null, "updated_at" bigint not null, "reference" text collate "C" not null, "provider_reference" text collate "C" not null, "submission" text collate "C" not null, "last_check_at" bigint null, "unknown_since" bigint null, "needs_attention" int not null default 0, "order_id" text collate "C" not null, "abnormal_payment_id" text collate "C" null, "status" text collate "C" not null, "amount" text collate "C" not null, "address" text collate "C" null, "reason" text collate "C" null, primary key ("id"))',
    );
    this.addSql(
      'create index "refunds_merchant_id_id_index" on "refunds" ("merchant_id", "id")',
    );
    this.addSql(
      'create index "refunds_merchant_id_status_id_index" on "refunds" ("merchant_id", "status", "id")',
    );
    this.addSql(
      'create index "refunds_account_id_id_index" on "refunds" ("account_id", "id")',
    );
    this.addSql(
      'create index "refunds_status_account_id_check_at_index" on "refunds" ("status", "account_id", "check_at") where check_at is not null',
    );
    this.addSql(
      'create index "refunds_merchant_id_reference_status_id_index" on "refunds" ("merchant_id", "reference", "status", "id")',
    );
    this.addSql(
      'create index "refunds_order_id_id_index" on "refunds" ("order_id", "id")',
    );
    this.addSql(
      'create index "refunds_order_id_status_id_index" on "refunds" ("order_id", "status", "id")',
    );
    this.addSql(
      'create index "refunds_order_id_reference_status_id_index" on "refunds" ("order_id", "reference", "status", "id")',
    );
    this.addSql(
      'create index "refunds_abnormal_payment_id_id_index" on "refunds" ("abnormal_payment_id", "id")',
    );
    this.addSql(
      'alter table "refunds" add constraint "refunds_account_id_provider_reference_unique" unique ("account_id", "provider_reference")',
    );
    this.addSql(
      'create table "settlements" ("id" text collate "C" not null, "merchant_id" text collate "C" not null, "account_id" text collate "C" not null, "evidence" text collate "C" not null, "check_at" bigint null, "checks" int not null default 0, "version" int not null, "revision" int not null default 0, "created_at" bigint not null, "updated_at" bigint not null, "reference" text collate "C" not null, "provider_reference" text collate "C" not null, "submission" text collate "C" not null, "last_check_at" bigint null, "unknown_since" bigint null, "needs_attention" int not null default 0, "provider" text collate "C" not null, "status" text collate "C" not null, "request" text collate "C" not null, "order_ids" text collate "C" not null, primary key ("id"))',
    );
    this.addSql(
      'create index "settlements_merchant_id_id_index" on "settlements" ("merchant_id", "id")',
    );
    this.addSql(
      'create index "settlements_merchant_id_status_id_index" on "settlements" ("merchant_id", "status", "id")',
    );
    this.addSql(
      'create index "settlements_account_id_id_index" on "settlements" ("account_id", "id")',
    );
    this.addSql(
      'create index "settlements_status_account_id_check_at_index" on "settlements" ("status", "account_id", "check_at") where check_at is not null',
    );
    this.addSql(
      'create index "settlements_account_id_status_id_index" on "settlements" ("account_id", "status", "id")',
    );
    this.addSql(
      'create index "settlements_account_id_reference_status_id_index" on "settlements" ("account_id", "reference", "status", "id")',
    );
    this.addSql(
      'alter table "settlements" add constraint "settlements_account_id_provider_reference_unique" unique ("account_id", "provider_reference")',
    );
    this.addSql(
      'create table "webhook_deliveries" ("id" text collate "C" not null, "merchant_id" text collate "C" not null, "account_id" text collate "C" not null, "status" text collate "C" not null, "event_id" text collate "C" null, "topic" text collate "C" null, "identity" text collate "C" not null, "headers" text collate "C" not null, "body" bytea not null, "attempts" int not null default 0, "last_error" text collate "C" null, "received_at" bigint not null, "check_at" bigint null, "sealed_with" text collate "C" null, primary key ("id"))',
    );
    this.addSql(
      'create index "webhook_deliveries_merchant_id_id_index" on "webhook_deliveries" ("merchant_id", "id")',
    );
    this.addSql(
      'create index "webhook_deliveries_merchant_id_status_id_index" on "webhook_deliveries" ("merchant_id", "status", "id")',
    );
    this.addSql(
      'create index "webhook_deliveries_account_id_id_index" on "webhook_deliveries" ("account_id", "id")',
    );
    this.addSql(
      'create index "webhook_deliveries_account_id_status_id_index" on "webhook_deliveries" ("account_id", "status", "id")',
    );
    this.addSql(
      'create index "webhook_deliveries_status_account_id_check_at_index" on "webhook_deliveries" ("status", "account_id", "check_at") where check_at is not null',
    );
    this.addSql(
      'alter table "webhook_deliveries" add constraint "webhook_deliveries_account_id_identity_unique" unique ("account_id", "identity")',
    );
    this.addSql(
      'alter table "api_keys" add constraint "api_keys_merchant_id_foreign" foreign key ("merchant_id") references "merchants" ("id")',
    );
    this.addSql(
      'alter table "provider_accounts" add constraint "provider_accounts_merchant_id_foreign" foreign key ("merchant_id") references "merchants" ("id")',
    );
    this.addSql(
      'alter table "orders" add constraint "orders_merchant_id_foreign" foreign key ("merchant_id") references "merchants" ("id")',
    );
    this.addSql(
      'alter table "orders" add constraint "orders_account_id_foreign" foreign key ("account_id") references "provider_accounts" ("id")',
    );
    this.addSql(
      'alter table "abnormal_payments" add constraint "abnormal_payments_merchant_id_foreign" foreign key ("merchant_id") references "merchants" ("id")',
    );
    this.addSql(
      'alter table "abnormal_payments" add constraint "abnormal_payments_account_id_foreign" foreign key ("account_id") references "provider_accounts" ("id")',
    );
    this.addSql(
      'alter table "abnormal_payments" add constraint "abnormal_payments_order_id_foreign" foreign key ("order_id") references "orders" ("id") on delete set null',
    );
    this.addSql(
      'alter table "refunds" add constraint "refunds_merchant_id_foreign" foreign key ("merchant_id") references "merchants" ("id")',
    );
    this.addSql(
      'alter table "refunds" add constraint "refunds_account_id_foreign" foreign key ("account_id") references "provider_accounts" ("id")',
    );
    this.addSql(
      'alter table "refunds" add constraint "refunds_order_id_foreign" foreign key ("order_id") references "orders" ("id")',
    );
    this.addSql(
      'alter table "refunds" add constraint "refunds_abnormal_payment_id_foreign" foreign key ("abnormal_payment_id") references "abnormal_payments" ("id") on delete set null',
    );
    this.addSql(
      'alter table "settlements" add constraint "settlements_merchant_id_foreign" foreign key ("merchant_id") references "merchants" ("id")',
    );
    this.addSql(
      'alter table "settlements" add constraint "settlements_account_id_foreign" foreign key ("account_id") references "provider_accounts" ("id")',
    );
    this.addSql(
      'alter table "webhook_deliveries" add constraint "webhook_deliveries_merchant_id_foreign" foreign key ("merchant_id") references "merchants" ("id")',
    );
    this.addSql(
      'alter table "webhook_deliveries" add constraint "webhook_deliveries_account_id_foreign" foreign key ("account_id") references "provider_accounts" ("id")',
    );
  }
}
