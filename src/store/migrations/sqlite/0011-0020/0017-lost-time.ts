import { Migration } from '@mikro-orm/migrations';

/** After a restore, nothing is sent with an account before the lost time is reconciled. */
export class Migration0017 extends Migration {
  override up(): void {
    this.addSql('alter table `provider_accounts` add column `lost_from` bigint null');
  }
}
