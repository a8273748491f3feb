import { Migration } from '@mikro-orm/migrations';

const tables = ['orders', 'refunds', 'settlements', 'abnormal_payments', 'webhook_deliveries'];

export class Migration0011 extends Migration {
  override up(): void {
    for (const table of tables) {
      this.addSql(`drop index if exists \`${table}_check_at_index\``);
      this.addSql(
        `create index \`${table}_status_account_id_check_at_index\` on \`${table}\` (\`status\`, \`account_id\`, \`check_at\`) where check_at is not null`,
      );
    }
  }
}
