import { Migration } from '@mikro-orm/migrations';

/** The access token of each account, which its processes share. Whoever requests a new one has claimed it. */
export class Migration0018 extends Migration {
  override up(): void {
    this.addSql(
      'create table `access_tokens` (`account_id` text not null primary key, `token` text null, `claimed_until` bigint not null)',
    );
  }
}
