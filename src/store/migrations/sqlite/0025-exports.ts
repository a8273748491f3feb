import { Migration } from '@mikro-orm/migrations';

/**
 * What exports show of an event's subject, and the movements of money that the event states.
 *
 * Older events did not have them. They are filled in from what the subjects are now. Numbers and accounts are as they
 * are now. Money is stated by the event with which the subject was paid or done, or else by its last one, so that all
 * movements together are what the subjects have moved (docs/exports.md#what-was-recorded-before).
 */
export class Migration0025 extends Migration {
  override up(): void {
    this.addSql('create table `event_states` (`subject_id` text not null, `seq` integer not null, `state` text not null, `movements` text null, primary key (`subject_id`, `seq`))');
    this.addSql('create table `moved` (`subject_id` text not null, `merchant_id` text not null, `seq` integer null, `place` integer not null, `type` text not null, `amount` text not null)');
    for (const sql of [...paidOrders, ...payouts]) this.addSql(sql);
    this.addSql('create index `moved_at` on `moved` (`merchant_id`, `seq`)');
    this.addSql(`insert into event_states select subject_id, seq, coalesce(${state}, '{}'), ${movements} from events`);
    this.addSql('drop table `paid_orders`');
    this.addSql('drop table `moved`');
    this.addSql('alter table `provider_calls` add column `times` integer not null default 1');
    this.addSql('alter table `provider_calls` add column `last_at` bigint null');
    // How much of each log is archived, and what makes room.
    this.addSql('alter table `merchants` add column `archived_seq` integer not null default 0');
    this.addSql('create table `retention_tasks` (`name` text not null primary key, `position` text not null, `due_at` bigint not null)');
  }
}

const minus = (amount: string): string =>
  `json_set(${amount}, '$.minor', '-' || json_extract(${amount}, '$.minor'))`;
const reached = (statuses: string): string =>
  `(to_status in (${statuses}) and to_status is not from_status)`;
const isZero = (amount: string): string => `json_extract(${amount}, '$.minor') = '0'`;

/** The first event that brought one of these statuses, or else the last of the subject. */
const eventThat = (events: string, statuses: string): string =>
  `(select coalesce(min(case when ${reached(statuses)} then seq end), max(seq)) from events where ${events})`;

const seen = (status: string): string => `json_extract(evidence, '$.seen.${status}') is not null`;
const accepted = `coalesce(json_array_length(evidence, '$.accepted'), 0)`;
const ofOrder = 'order_id = orders.id and subject_id = orders.id';

/** `received`: without what was accepted, in JSON; null where nothing counts. `paid_seq`: from when on it counts. */
const paidOrders = [
  `create table paid_orders as select id, merchant_id,
    case
      when ${seen('PAID')} or ${seen('REVERSED')} or (status in ('PAID', 'REVERSED') and ${accepted} = 0)
        then coalesce(json_extract(evidence, '$.paid'), json_extract(evidence, '$.payable'))
      when status in ('PARTIALLY_PAID', 'PROCESSING') then json_extract(evidence, '$.paid')
      when ${accepted} > 0 and (${seen('PARTIALLY_PAID')} or ${seen('PROCESSING')})
        and not (${seen('FAILED')} or ${seen('FAILED_OR_EXPIRED')} or ${seen('CANCELED')} or ${seen('EXPIRED')})
        then json_extract(evidence, '$.paid')
    end as received,
    ${accepted} as accepted,
    status = 'REVERSED' as is_reversed,
    ${eventThat(ofOrder, "'PAID', 'REVERSED'")} as paid_seq,
    ${eventThat(ofOrder, "'REVERSED'")} as reversed_seq
  from orders`,
  'create unique index `paid_orders_id` on `paid_orders` (`id`)',
  `insert into moved select id, merchant_id, paid_seq, 1, 'PAID', received from paid_orders
    where received is not null and not ${isZero('received')}`,
  `insert into moved select paid.id, paid.merchant_id, paid_seq, 2, 'ACCEPTED', json_extract(one.value, '$.amount')
    from paid_orders paid join orders on orders.id = paid.id join json_each(orders.evidence, '$.accepted') one`,
  `insert into moved select paid.id, paid.merchant_id, paid_seq, 3, 'FEE', ${minus("json_extract(one.value, '$.amount')")}
    from paid_orders paid join orders on orders.id = paid.id join json_each(orders.evidence, '$.fees') one
    where (received is not null or paid.accepted > 0) and not ${isZero("json_extract(one.value, '$.amount')")}`,
  `insert into moved select id, merchant_id, reversed_seq, 6, 'REVERSED', ${minus('received')} from paid_orders
    where is_reversed and received is not null and not ${isZero('received')}`,
];

const payouts = (
  [
    ['refunds', 'amount', 'REFUNDED', 'order_id = refunds.order_id and subject_id = refunds.id'],
    ['settlements', "json_extract(request, '$.amount')", 'SETTLED', 'settlement_id = settlements.id'],
  ] as const
).flatMap(([table, amount, type, events]) => {
  const done = eventThat(events, "'SUCCEEDED', 'REVERSED'");
  const back = eventThat(events, "'REVERSED'");
  return [
    `insert into moved select id, merchant_id, ${done}, 5, '${type}', ${minus(amount)} from ${table}
      where status in ('SUCCEEDED', 'REVERSED')`,
    table === 'refunds'
      ? `insert into moved select id, merchant_id, ${done}, 1, 'PAID', amount from refunds
          where status = 'SUCCEEDED' and abnormal_payment_id is not null`
      : `insert into moved select id, merchant_id, ${done}, 3, 'FEE', ${minus("json_extract(evidence, '$.fee')")} from settlements
          where status in ('SUCCEEDED', 'REVERSED') and json_extract(evidence, '$.fee') is not null
            and not ${isZero("json_extract(evidence, '$.fee')")}`,
    `insert into moved select id, merchant_id, ${back}, 6, 'REVERSED', ${amount} from ${table}
      where status = 'REVERSED'`,
  ];
});

const failure = (statuses: string): string =>
  `case when events.to_status in (${statuses}) then coalesce(
    case when json_extract(evidence, '$.seen') = '{}' then json_extract(submission, '$.failure.code') end,
    json_extract(evidence, '$.failure.code')) end`;
const paidAmounts = `(select json_group_array(json(amount)) from (
    select received as amount where received is not null
    union all select json_extract(value, '$.amount') from json_each(evidence, '$.accepted')))`;
const feeAmounts = `(select json_group_array(json_extract(value, '$.amount')) from json_each(evidence, '$.fees'))`;
const payout = (table: string, fees: string): string =>
  `(select json_object(
    'accountId', account_id,
    'providerId', json_extract(evidence, '$.providerId'),
    'transactionHash', json_extract(evidence, '$.transactionHash'),
    'fees', ${fees},
    'failure', ${failure("'FAILED', 'REJECTED'")}) from ${table} where ${table}.id = events.subject_id)`;
const fee = `case when json_extract(evidence, '$.fee') is not null then json_array(json_extract(evidence, '$.fee')) end`;

const state = `case
    when type in ('ORDER_CREATED', 'ORDER_STATUS_CHANGED', 'ORDER_UPDATED') then (select json_object(
        'accountId', account_id,
        'providerId', provider_order_id,
        'payable', json_extract(evidence, '$.payable'),
        'paid', case when events.seq >= paid_seq and (received is not null or paid.accepted > 0) then ${paidAmounts} end,
        'fees', case when events.seq >= paid_seq and json_array_length(evidence, '$.fees') > 0 then ${feeAmounts} end,
        'paidAt', case when events.seq >= paid_seq then coalesce(json_extract(evidence, '$.seen.PAID.firstAt'),
          json_extract(evidence, '$.seen.PAID.recordedAt'),
          (select min(json_extract(value, '$.at')) from json_each(evidence, '$.accepted'))) end,
        'expiresAt', coalesce(json_extract(evidence, '$.expiresAt'), expires_at),
        'failure', ${failure("'FAILED'")})
      from orders join paid_orders paid on paid.id = orders.id where orders.id = events.subject_id)
    when type in ('REFUND_CREATED', 'REFUND_STATUS_CHANGED', 'REFUND_UPDATED') then ${payout('refunds', 'null')}
    when type in ('SETTLEMENT_CREATED', 'SETTLEMENT_STATUS_CHANGED', 'SETTLEMENT_UPDATED') then ${payout('settlements', fee)}
    else (select json_object(
        'accountId', account_id,
        'transactionHash', json_extract(evidence, '$.transactionHash'),
        'type', json_extract(evidence, '$.type'),
        'received', json_extract(evidence, '$.received'),
        'pending', json(pending),
        'resolution', json_extract(evidence, '$.resolution.kind'))
      from abnormal_payments where abnormal_payments.id = events.subject_id)
  end`;

const movements = `(select json_group_array(json_object('type', type, 'amount', json(amount)))
    from (select type, amount from moved
      where moved.merchant_id = events.merchant_id and moved.seq = events.seq order by place)
    having count(*) > 0)`;
