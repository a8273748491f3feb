import { Migration } from '@mikro-orm/migrations';

/** How the checkout pages of each merchant look. */
export class Migration0020 extends Migration {
  override up(): void {
    this.addSql(
      'create table `checkout_themes` (`merchant_id` text not null primary key, `display_name` text null, `color` text null, `logo` text null, `updated_at` bigint not null)',
    );
  }
}
