import { Migration } from '@mikro-orm/migrations';

/** An order's `refunds_held` is written before its refunds: it includes a refund of our own when that is inserted. */
export class Migration0014 extends Migration {
  override up(): void {
    this.addSql('drop trigger `refunds_within_paid`');
    this.addSql(`create trigger \`refunds_within_paid\` BEFORE INSERT on \`refunds\` for each ROW
  when new.abnormal_payment_id is null and json_extract(new.submission, '$.firstSentAt') is not null
    and (select (${atMost(amount, 'refunds_held')}) and (${atMost('refunds_held', 'refundable')}) from orders
      where id = new.order_id and refundable is not null) = 0 begin select raise(abort, 'refunds_within_paid: more than is left of what was paid'); end`);
  }
}

const amount = "json_extract(new.amount, '$.minor')";

function atMost(a: string, b: string): string {
  return `length(${a}) < length(${b}) or (length(${a}) = length(${b}) and ${a} <= ${b})`;
}
