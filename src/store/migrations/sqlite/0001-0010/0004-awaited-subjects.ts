import { Migration } from '@mikro-orm/migrations';

export class Migration0004 extends Migration {
  override up(): void {
    this.addSql(
      'create table `awaited_subjects` (`account_id` text not null, `reference` text not null, `delivery_id` text not null, primary key (`account_id`, `reference`, `delivery_id`))',
    );
    this.addSql(
      'create index `awaited_subjects_delivery_id_index` on `awaited_subjects` (`delivery_id`)',
    );
    this.addSql(
      "create trigger `refunds_only_of_paid` BEFORE INSERT on `refunds` for each ROW\n  when new.abnormal_payment_id is null and json_extract(new.submission, '$.firstSentAt') is not null\n    and (select refundable from orders where id = new.order_id) is null begin select raise(abort, 'refunds_only_of_paid: nothing of the order is paid'); end",
    );
  }
}
