import { Migration } from '@mikro-orm/migrations';

/** The access token of each account, which its processes share. Whoever requests a new one has claimed it. */
export class Migration0004 extends Migration {
  override up(): void {
    this.addSql(
      'create table "access_tokens" ("account_id" text collate "C" not null, "token" text collate "C" null, "claimed_until" bigint not null, primary key ("account_id"))',
    );
  }
}
