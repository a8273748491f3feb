import { Migration } from '@mikro-orm/migrations';

/** Must run with foreign keys off, because tables are rebuilt. */
export class Migration0009 extends Migration {
  override up(): void {
    this.addSql(
      'create table `left_accounts` (`account_id` text not null, `provider_reference` text not null, `order_id` text not null, primary key (`account_id`, `provider_reference`))',
    );
    // Rebuilt without the checks on what refunds take: refunds made elsewhere are stored as they are.
    this.addSql('drop trigger `refunds_only_of_paid`');
    this.addSql(
      'create table `orders__temp_alter` (`id` text not null primary key, `merchant_id` text not null, `account_id` text not null, `provider` text not null, `reference` text not null, `status` text not null, `provider_reference` text not null, `provider_order_id` text null, `request` text not null, `evidence` text not null, `refundable` text null, `refunds_held` text not null default \'0\', `refunded` text not null default \'0\', `expires_at` bigint null, `submission` text not null, `check_at` bigint null, `checks` integer not null default 0, `last_check_at` bigint null, `unknown_since` bigint null, `needs_attention` integer not null default 0, `version` integer not null, `revision` integer not null default 0, `created_at` bigint not null, `updated_at` bigint not null, constraint `orders_merchant_id_foreign` foreign key (`merchant_id`) references `merchants` (`id`), constraint `orders_account_id_foreign` foreign key (`account_id`) references `provider_accounts` (`id`))',
    );
    this.addSql(
      'insert into `orders__temp_alter` select `id`, `merchant_id`, `account_id`, `provider`, `reference`, `status`, `provider_reference`, `provider_order_id`, `request`, `evidence`, `refundable`, `refunds_held`, `refunded`, `expires_at`, `submission`, `check_at`, `checks`, `last_check_at`, `unknown_since`, `needs_attention`, `version`, `revision`, `created_at`, `updated_at` from `orders`',
    );
    this.addSql(
      'drop table `orders`',
    );
    this.addSql(
      'alter table `orders__temp_alter` rename to `orders`',
    );
    this.addSql(
      'create index `orders_merchant_id_id_index` on `orders` (`merchant_id`, `id`)',
    );
    this.addSql(
      'create index `orders_merchant_id_status_id_index` on `orders` (`merchant_id`, `status`, `id`)',
    );
    this.addSql(
      'create index `orders_merchant_id_reference_id_index` on `orders` (`merchant_id`, `reference`, `id`)',
    );
    this.addSql(
      'create index `orders_account_id_id_index` on `orders` (`account_id`, `id`)',
    );
    this.addSql(
      'create index `orders_account_id_provider_order_id_index` on `orders` (`account_id`, `provider_order_id`)',
    );
    this.addSql(
      'create index `orders_check_at_index` on `orders` (`check_at`)',
    );
    this.addSql(
      'create unique index `orders_account_id_provider_reference_unique` on `orders` (`account_id`, `provider_reference`)',
    );
    this.addSql(
      'create table `abnormal_payments__temp_alter` (`id` text not null primary key, `merchant_id` text not null, `account_id` text not null, `order_id` text null, `provider_abnormal_payment_id` text not null, `type` text not null, `status` text not null, `evidence` text not null, `refundable` text not null, `held` text not null default \'0\', `pending` text not null, `check_at` bigint null, `checks` integer not null default 0, `version` integer not null, `revision` integer not null default 0, `created_at` bigint not null, `updated_at` bigint not null, constraint `abnormal_payments_merchant_id_foreign` foreign key (`merchant_id`) references `merchants` (`id`), constraint `abnormal_payments_account_id_foreign` foreign key (`account_id`) references `provider_accounts` (`id`), constraint `abnormal_payments_order_id_foreign` foreign key (`order_id`) references `orders` (`id`) on delete set null)',
    );
    this.addSql(
      'insert into `abnormal_payments__temp_alter` select `id`, `merchant_id`, `account_id`, `order_id`, `provider_abnormal_payment_id`, `type`, `status`, `evidence`, `refundable`, `held`, `pending`, `check_at`, `checks`, `version`, `revision`, `created_at`, `updated_at` from `abnormal_payments`',
    );
    this.addSql(
      'drop table `abnormal_payments`',
    );
    this.addSql(
      'alter table `abnormal_payments__temp_alter` rename to `abnormal_payments`',
    );
    this.addSql(
      'create index `abnormal_payments_merchant_id_id_index` on `abnormal_payments` (`merchant_id`, `id`)',
    );
    this.addSql(
      'create index `abnormal_payments_merchant_id_status_id_index` on `abnormal_payments` (`merchant_id`, `status`, `id`)',
    );
    this.addSql(
      'create index `abnormal_payments_account_id_id_index` on `abnormal_payments` (`account_id`, `id`)',
    );
    this.addSql(
      'create index `abnormal_payments_order_id_id_index` on `abnormal_payments` (`order_id`, `id`)',
    );
    this.addSql(
      'create index `abnormal_payments_check_at_index` on `abnormal_payments` (`check_at`)',
    );
    this.addSql(
      'create unique index `abnormal_payments_account_id_provider_abnormal_payment_id_unique` on `abnormal_payments` (`account_id`, `provider_abnormal_payment_id`)',
    );
    for (const sql of [...ownConclusions(), ...trueSums()]) this.addSql(sql);
    this.addSql(
      'create trigger `refunds_only_of_paid` BEFORE INSERT on `refunds` for each ROW\n  when new.abnormal_payment_id is null and json_extract(new.submission, \'$.firstSentAt\') is not null\n    and (select refundable from orders where id = new.order_id) is null begin select raise(abort, \'refunds_only_of_paid: nothing of the order is paid\'); end',
    );
    this.addSql(
      'create trigger `abnormal_payments_resolved_within_rest` BEFORE UPDATE on `abnormal_payments` for each ROW\n  when json_extract(old.evidence, \'$.resolution\') is null and json_extract(new.evidence, \'$.resolution\') is not null\n    and not (length(json_extract(new.evidence, \'$.resolution.amount.minor\')) < length(json_extract(old.pending, \'$.minor\')) or (length(json_extract(new.evidence, \'$.resolution.amount.minor\')) = length(json_extract(old.pending, \'$.minor\')) and json_extract(new.evidence, \'$.resolution.amount.minor\') <= json_extract(old.pending, \'$.minor\'))) begin select raise(abort, \'abnormal_payments_resolved_within_rest: more than is left of it\'); end',
    );
    this.addSql(
      'create trigger `refunds_within_paid` BEFORE INSERT on `refunds` for each ROW\n  when new.abnormal_payment_id is null and json_extract(new.submission, \'$.firstSentAt\') is not null\n    and (select ((cast(substr(refunds_held, 1, max(length(refunds_held) - 17, 0)) as integer) + cast(substr(json_extract(new.amount, \'$.minor\'), 1, max(length(json_extract(new.amount, \'$.minor\')) - 17, 0)) as integer) + (cast(substr(\'00000000000000000\' || refunds_held, -17) as integer) + cast(substr(\'00000000000000000\' || json_extract(new.amount, \'$.minor\'), -17) as integer)) / 100000000000000000) < cast(substr(refundable, 1, max(length(refundable) - 17, 0)) as integer) or ((cast(substr(refunds_held, 1, max(length(refunds_held) - 17, 0)) as integer) + cast(substr(json_extract(new.amount, \'$.minor\'), 1, max(length(json_extract(new.amount, \'$.minor\')) - 17, 0)) as integer) + (cast(substr(\'00000000000000000\' || refunds_held, -17) as integer) + cast(substr(\'00000000000000000\' || json_extract(new.amount, \'$.minor\'), -17) as integer)) / 100000000000000000) = cast(substr(refundable, 1, max(length(refundable) - 17, 0)) as integer) and (cast(substr(\'00000000000000000\' || refunds_held, -17) as integer) + cast(substr(\'00000000000000000\' || json_extract(new.amount, \'$.minor\'), -17) as integer)) % 100000000000000000 <= cast(substr(\'00000000000000000\' || refundable, -17) as integer))) from orders where id = new.order_id) = 0 begin select raise(abort, \'refunds_within_paid: more than is left of what was paid\'); end',
    );
    this.addSql(
      'create trigger `refunds_within_abnormal_payment` BEFORE INSERT on `refunds` for each ROW\n  when new.abnormal_payment_id is not null and json_extract(new.submission, \'$.firstSentAt\') is not null\n    and (exists (select 1 from refunds where abnormal_payment_id = new.abnormal_payment_id\n        and status in (\'REQUESTED\', \'SUBMITTING\', \'UNKNOWN\', \'PENDING\', \'PROCESSING\'))\n      or not (select length(json_extract(new.amount, \'$.minor\')) < length(json_extract(pending, \'$.minor\')) or (length(json_extract(new.amount, \'$.minor\')) = length(json_extract(pending, \'$.minor\')) and json_extract(new.amount, \'$.minor\') <= json_extract(pending, \'$.minor\')) from abnormal_payments where id = new.abnormal_payment_id)) begin select raise(abort, \'refunds_within_abnormal_payment: more than is left of it\'); end',
    );
  }
}

/** The messages of our own conclusions at that time. */
const ours = `('It never reached the provider, which was asked twice.',
  'Nothing was sent: the provider could not be reached.')`;

/**
 * Our own conclusions were stored as reports of the provider. They become conclusions where they can be distinguished
 * from reports: nothing else was ever reported, and there is no number of the provider's.
 */
function ownConclusions(): string[] {
  return (['orders', 'refunds', 'settlements'] as const).flatMap((table) => {
    const number = table === 'orders' ? 'providerOrderId' : 'providerId';
    const alone = `json_extract(evidence, '$.${number}') is null
      and (select count(*) from json_each(evidence, '$.seen')) = 1`;
    const givenUp = `status = 'FAILED' and ${alone} and json_extract(evidence, '$.seen.FAILED') is not null
      and json_extract(evidence, '$.failure.code') = 'PROVIDER_UNAVAILABLE'
      and json_extract(evidence, '$.failure.message') in ${ours}`;
    const withdrawn = `status = 'CANCELED' and ${alone} and json_extract(evidence, '$.seen.CANCELED') is not null
      and json_extract(submission, '$.state') = 'NOT_SENT'
      and json_extract(submission, '$.firstSentAt') is null`;
    return [
      `update ${table} set
         submission = json_set(submission, '$.state', 'GIVEN_UP', '$.failure', json_extract(evidence, '$.failure')),
         evidence = json_set(evidence, '$.seen', json('{}'), '$.failure', null)
       where ${givenUp}`,
      `update ${table} set
         submission = json_set(submission, '$.state', 'WITHDRAWN'),
         evidence = json_set(evidence, '$.seen', json('{}'))
       where ${withdrawn}`,
      ...piecesOf(table),
    ];
  });
}

/** From the statement of our conclusion on, its submission is how far our request got. */
function piecesOf(table: string): string[] {
  const concluded = `${table}.id = evidence.subject_id
    and json_extract(${table}.submission, '$.state') in ('GIVEN_UP', 'WITHDRAWN')`;
  const isOfIt = `exists (select 1 from ${table} where ${concluded})`;
  const submission = `(select json(submission) from ${table} where ${concluded})`;
  const said = `json_extract(evidence.statement, '$.status') in ('FAILED', 'CANCELED')
    and json_extract(evidence.statement, '$.subject') in ('ORDER', 'REFUND', 'SETTLEMENT')`;
  const isLater = `json_extract(evidence.statement, '$.subject') = 'SUBMISSION' and evidence.id >
    (select min(one.id) from evidence as one where one.subject_id = evidence.subject_id
       and json_extract(one.statement, '$.status') in ('FAILED', 'CANCELED'))`;
  return [
    `update evidence set statement = json_set(statement, '$.submission', ${submission})
     where ${isLater} and ${isOfIt}`,
    `update evidence set
       rule = (select json_extract(submission, '$.state') from ${table} where ${concluded}),
       statement = json_object('subject', 'SUBMISSION', 'submission', ${submission})
     where ${said} and ${isOfIt}`,
    `update evidence set statement = json_object('subject', 'KNOWN_BEFORE',
         'evidence', (select json(evidence) from ${table} as one where one.id = subject_id), 'submission', ${submission})
     where rule = 'KNOWN_BEFORE' and to_status in ('FAILED', 'CANCELED') and ${isOfIt}`,
  ];
}

/** The sums of refunds had been cut off at what was paid. */
function trueSums(): string[] {
  const standing = `status not in ('FAILED', 'REJECTED', 'CANCELED', 'REVERSED')
    and length(json_extract(amount, '$.minor')) < 18`;
  const sum = (of: string): string =>
    `(select coalesce(sum(cast(json_extract(amount, '$.minor') as integer)), 0) from refunds where ${of} and ${standing})`;
  const ofOrder = sum('order_id = orders.id and abnormal_payment_id is null');
  const ofPayment = sum('abnormal_payment_id = abnormal_payments.id');
  const resolved = `coalesce(cast(json_extract(evidence, '$.resolution.amount.minor') as integer), 0)`;
  return [
    `update orders set refunds_held = cast(${ofOrder} as text), needs_attention = 1
     where length(refundable) < 18 and ${ofOrder} > cast(refundable as integer)`,
    `update abnormal_payments set held = cast(${ofPayment} + ${resolved} as text)
     where length(refundable) < 18 and ${ofPayment} + ${resolved} > cast(refundable as integer)`,
  ];
}
