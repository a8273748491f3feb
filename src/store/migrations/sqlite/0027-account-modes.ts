import { Migration } from '@mikro-orm/migrations';

/** Whether an account moves money. What was there before does. */
export class Migration0027 extends Migration {
  override up(): void {
    this.addSql('alter table `provider_accounts` add column `mode` text not null default \'LIVE\'');
  }
}
