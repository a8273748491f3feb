import { Migration } from '@mikro-orm/migrations';

/** Evidence ids now follow the id of the row that was added last. Before, they ascended within each subject only. */
export class Migration0015 extends Migration {
  override up(): void {
    this.addSql(
      `update evidence set rowid = (select max(rowid) + 1 from evidence)
       where rowid = (select rowid from evidence order by id desc limit 1)`,
    );
  }
}
