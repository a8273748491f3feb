import { Migration } from '@mikro-orm/migrations';

/** The topic belongs to a delivery's identity. */
export class Migration0010 extends Migration {
  override up(): void {
    this.addSql(
      "update `webhook_deliveries` set `identity` = `topic` || '/' || `identity` where `topic` is not null",
    );
  }
}
