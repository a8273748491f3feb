import { Migration } from '@mikro-orm/migrations';

/** Until when refunds may have been made that a restore has lost. */
export class Migration0019 extends Migration {
  override up(): void {
    this.addSql('alter table `provider_accounts` add column `lost_until` bigint null');
  }
}
