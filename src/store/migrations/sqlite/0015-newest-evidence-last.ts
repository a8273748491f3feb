import { Migration } from '@mikro-orm/migrations';

/** Ids of evidence follow that of the row that was added last, and so far ascended within each subject alone. */
export class Migration0015 extends Migration {
  override up(): void {
    this.addSql(
      `update evidence set rowid = (select max(rowid) + 1 from evidence)
       where rowid = (select rowid from evidence order by id desc limit 1)`,
    );
  }
}
