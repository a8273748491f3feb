import { Migration } from '@mikro-orm/migrations';

export class Migration0008 extends Migration {
  override up(): void {
    this.addSql(
      'create table `audit_entries` (`id` text not null primary key, `merchant_id` text null, `principal` text not null, `api_key_id` text null, `api_key_name` text null, `api_key_prefix` text null, `mutation` text not null, `arguments` text not null, `source` text not null, `request_id` text not null, `at` bigint not null)',
    );
    this.addSql(
      'create index `audit_entries_merchant_id_id_index` on `audit_entries` (`merchant_id`, `id`)',
    );
    this.addSql(
      'create index `audit_entries_merchant_id_mutation_id_index` on `audit_entries` (`merchant_id`, `mutation`, `id`)',
    );
    this.addSql(
      'create index `audit_entries_merchant_id_api_key_id_id_index` on `audit_entries` (`merchant_id`, `api_key_id`, `id`)',
    );
    this.addSql(
      "create trigger `audit_entries_never_changed` BEFORE UPDATE on `audit_entries` for each ROW begin select raise(abort, 'audit_entries: never changed'); end",
    );
    this.addSql(
      "create trigger `audit_entries_never_deleted` BEFORE DELETE on `audit_entries` for each ROW begin select raise(abort, 'audit_entries: never deleted'); end",
    );
    this.addSql(
      'create trigger `audit_entries_never_replaced` BEFORE INSERT on `audit_entries` for each ROW\n  when exists (select 1 from audit_entries where id = new.id) begin select raise(ignore); end',
    );
    this.addSql(
      'create table `audit_outcomes` (`entry_id` text not null primary key, `outcome` text not null, `at` bigint not null)',
    );
    this.addSql(
      "create trigger `audit_outcomes_never_changed` BEFORE UPDATE on `audit_outcomes` for each ROW begin select raise(abort, 'audit_outcomes: never changed'); end",
    );
    this.addSql(
      "create trigger `audit_outcomes_never_deleted` BEFORE DELETE on `audit_outcomes` for each ROW begin select raise(abort, 'audit_outcomes: never deleted'); end",
    );
    this.addSql(
      'create trigger `audit_outcomes_never_replaced` BEFORE INSERT on `audit_outcomes` for each ROW\n  when exists (select 1 from audit_outcomes where entry_id = new.entry_id) begin select raise(ignore); end',
    );
    this.addSql(
      'create table `audit_subjects` (`entry_id` text not null, `subject_id` text not null, primary key (`entry_id`, `subject_id`))',
    );
    this.addSql(
      'create index `audit_subjects_subject_id_entry_id_index` on `audit_subjects` (`subject_id`, `entry_id`)',
    );
    this.addSql(
      "create trigger `audit_subjects_never_changed` BEFORE UPDATE on `audit_subjects` for each ROW begin select raise(abort, 'audit_subjects: never changed'); end",
    );
    this.addSql(
      "create trigger `audit_subjects_never_deleted` BEFORE DELETE on `audit_subjects` for each ROW begin select raise(abort, 'audit_subjects: never deleted'); end",
    );
    this.addSql(
      'create trigger `audit_subjects_never_replaced` BEFORE INSERT on `audit_subjects` for each ROW\n  when exists (select 1 from audit_subjects where entry_id = new.entry_id and subject_id = new.subject_id) begin select raise(ignore); end',
    );
  }
}
