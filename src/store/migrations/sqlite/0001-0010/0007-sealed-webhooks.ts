import { Migration } from '@mikro-orm/migrations';

export class Migration0007 extends Migration {
  override up(): void {
    this.addSql('alter table `webhook_deliveries` add column `sealed_with` text null');
  }
}
