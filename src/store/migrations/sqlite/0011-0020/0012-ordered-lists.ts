import { Migration } from '@mikro-orm/migrations';

/** Indexes in the order of the lists: what a filter finds is read in the order of ids, and no further. */
export class Migration0012 extends Migration {
  override up(): void {
    for (const name of dropped) this.addSql(`drop index \`${name}\``);
    for (const [table, columns] of created) {
      const name = [table, ...columns, 'index'].join('_');
      const listed = columns.map((column) => `\`${column}\``).join(', ');
      this.addSql(`create index \`${name}\` on \`${table}\` (${listed})`);
    }
  }
}

const dropped = [
  'orders_merchant_id_reference_id_index',
  'orders_account_id_provider_order_id_index',
  'settlements_merchant_id_reference_id_index',
  'refunds_merchant_id_reference_id_index',
  'refunds_abnormal_payment_id_index',
  'abnormal_payments_merchant_id_status_id_index',
  'events_delivery_id_index',
  'audit_entries_merchant_id_mutation_id_index',
  'api_keys_merchant_id_index',
  'provider_accounts_merchant_id_index',
];

const created: readonly [string, readonly string[]][] = [
  ['orders', ['account_id', 'status', 'id']],
  ['orders', ['account_id', 'reference', 'status', 'id']],
  ['orders', ['account_id', 'provider_order_id', 'id']],
  ['settlements', ['merchant_id', 'status', 'id']],
  ['settlements', ['account_id', 'status', 'id']],
  ['settlements', ['account_id', 'reference', 'status', 'id']],
  ['refunds', ['merchant_id', 'status', 'id']],
  ['refunds', ['merchant_id', 'reference', 'status', 'id']],
  ['refunds', ['order_id', 'status', 'id']],
  ['refunds', ['order_id', 'reference', 'status', 'id']],
  ['refunds', ['abnormal_payment_id', 'id']],
  ['abnormal_payments', ['merchant_id', 'status', 'type', 'id']],
  ['abnormal_payments', ['account_id', 'status', 'type', 'id']],
  ['abnormal_payments', ['order_id', 'account_id', 'status', 'type', 'id']],
  ['webhook_deliveries', ['account_id', 'id']],
  ['webhook_deliveries', ['account_id', 'status', 'id']],
  ['events', ['merchant_id', 'type', 'seq']],
  ['events', ['order_id', 'type', 'seq']],
  ['events', ['delivery_id', 'id']],
  ['evidence', ['subject_id', 'id']],
  ['audit_entries', ['merchant_id', 'principal', 'id']],
  ['audit_entries', ['merchant_id', 'principal', 'mutation', 'id']],
  ['audit_entries', ['merchant_id', 'api_key_id', 'mutation', 'id']],
  ['api_keys', ['merchant_id', 'id']],
  ['provider_accounts', ['merchant_id', 'id']],
];
