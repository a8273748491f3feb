import { Migration } from '@mikro-orm/migrations';

export class Migration0006 extends Migration {
  override up(): void {
    this.addSql(
      'create table `cancel_intentions` (`merchant_id` text not null, `mutation` text not null, `key` text not null, `object_id` text not null, primary key (`merchant_id`, `mutation`, `key`))',
    );
  }
}
