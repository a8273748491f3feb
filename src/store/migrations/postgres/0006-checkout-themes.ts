import { Migration } from '@mikro-orm/migrations';

/** How the checkout pages of each merchant look. */
export class Migration0006 extends Migration {
  override up(): void {
    this.addSql(
      'create table "checkout_themes" ("merchant_id" text collate "C" not null, "display_name" text collate "C" null, "color" text collate "C" null, "logo" text collate "C" null, "updated_at" bigint not null, primary key ("merchant_id"))',
    );
  }
}
