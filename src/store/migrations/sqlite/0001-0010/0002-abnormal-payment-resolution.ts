import { Migration } from '@mikro-orm/migrations';

export class Migration0002 extends Migration {
  override up(): void {
    // The check follows the column: what is accepted or dismissed is held within what was ever pending, like refunds.
    this.addSql('alter table `abnormal_payments` rename column `refunds_held` to `held`');
    this.addSql(
      'create index `abnormal_payments_merchant_id_status_id_index` on `abnormal_payments` (`merchant_id`, `status`, `id`)',
    );
    this.addSql(
      "update `abnormal_payments` set `evidence` = json_set(`evidence`, '$.resolution', json('null'))",
    );
    this.addSql("update `orders` set `evidence` = json_set(`evidence`, '$.accepted', json('[]'))");
  }
}
