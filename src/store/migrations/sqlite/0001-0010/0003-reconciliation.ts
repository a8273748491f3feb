import { Migration } from '@mikro-orm/migrations';

export class Migration0003 extends Migration {
  override up(): void {
    this.addSql('alter table `provider_accounts` add column `reconcile_at` bigint null');
    this.addSql('alter table `provider_accounts` add column `last_reconciliation` text null');
    // Each account in its own minute of the next hour, that of its creation.
    this.addSql(
      'update `provider_accounts` set `reconcile_at` = `created_at` + 3600000 * (1 + (1000 * cast(strftime(\'%s\', \'now\') as integer) - `created_at`) / 3600000)',
    );
    this.addSql(
      'create index `provider_accounts_reconcile_at_index` on `provider_accounts` (`reconcile_at`)',
    );
    this.addSql(
      'create index `refunds_account_id_id_index` on `refunds` (`account_id`, `id`)',
    );
    this.addSql(
      'create index `abnormal_payments_account_id_id_index` on `abnormal_payments` (`account_id`, `id`)',
    );
  }
}
