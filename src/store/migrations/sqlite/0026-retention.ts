import { Migration } from '@mikro-orm/migrations';

/** How much of each log is archived, calls that are counted on an earlier one, and the work that makes room. */
export class Migration0026 extends Migration {
  override up(): void {
    this.addSql('alter table `merchants` add column `archived_seq` integer not null default 0');
    this.addSql('alter table `provider_calls` add column `times` integer not null default 1');
    this.addSql('alter table `provider_calls` add column `last_at` bigint null');
    this.addSql('create table `retention_tasks` (`name` text not null primary key, `position` text not null, `due_at` bigint not null)');
  }
}
