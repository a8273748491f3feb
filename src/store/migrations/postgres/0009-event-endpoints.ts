import { Migration } from '@mikro-orm/migrations';

/** Endpoints to which events are sent, the deliveries to them, and the processes that send. */
export class Migration0009 extends Migration {
  override up(): void {
    this.addSql('create table "event_endpoints" ("id" text collate "C" not null, "merchant_id" text collate "C" not null, "url" text collate "C" not null, "description" text collate "C" null, "event_types" text collate "C" not null, "document" text collate "C" null, "status" text collate "C" not null, "secrets" text collate "C" not null, "cursor" bigint not null, "read_to" bigint not null, "round" int not null, "due_at" bigint null, "last_delivered_at" bigint null, "last_failure" text collate "C" null, "failing_since" bigint null, "suspended_at" bigint null, "sender_id" text collate "C" null, "deleted_at" bigint null, "created_at" bigint not null, "updated_at" bigint not null, primary key ("id"), constraint "event_endpoints_merchant_id_foreign" foreign key ("merchant_id") references "merchants" ("id"))');
    this.addSql('create index "event_endpoints_merchant_id_id_index" on "event_endpoints" ("merchant_id", "id")');
    this.addSql('create index "event_endpoints_status_id_index" on "event_endpoints" ("status", "id")');
    this.addSql('create table "event_deliveries" ("id" text collate "C" not null, "merchant_id" text collate "C" not null, "endpoint_id" text collate "C" not null, "seq" bigint not null, "event_id" text collate "C" not null, "subject_id" text collate "C" not null, "status" text collate "C" not null, "attempts" int not null, "http_status" int null, "last_error" text collate "C" null, "at" bigint null, "created_at" bigint not null, primary key ("id"), constraint "event_deliveries_merchant_id_foreign" foreign key ("merchant_id") references "merchants" ("id"), constraint "event_deliveries_endpoint_id_foreign" foreign key ("endpoint_id") references "event_endpoints" ("id"))');
    this.addSql('create index "event_deliveries_endpoint_id_status_seq_index" on "event_deliveries" ("endpoint_id", "status", "seq")');
    this.addSql('create index "event_deliveries_endpoint_id_status_at_index" on "event_deliveries" ("endpoint_id", "status", "at")');
    this.addSql('create index "event_deliveries_endpoint_id_subject_id_seq_index" on "event_deliveries" ("endpoint_id", "subject_id", "seq")');
    this.addSql('create table "event_senders" ("id" text collate "C" not null, "leased_until" bigint not null, primary key ("id"))');
  }
}
