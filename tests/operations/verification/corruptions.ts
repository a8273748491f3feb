import type { Rule } from '../../../src/operations/verification/findings.ts';
import type { playScenario } from '../../support/scenario.ts';

/** Ids of the scenario that a corruption names. */
export type Ids = Readonly<
  Record<'open' | 'order' | 'refund' | 'lostRefund' | 'settlement', string>
> &
  Readonly<Record<'accepted' | 'late' | 'surplus' | 'merchant' | 'account', string>>;

export const idsOf = (
  played: Awaited<ReturnType<typeof playScenario>>,
  merchant: string,
  account: string,
): Ids => ({
  open: played.open.id,
  order: played.order.id,
  refund: played.returned.id,
  lostRefund: played.lostRefund.id,
  settlement: played.settlement.id,
  accepted: played.accepted.order.id,
  late: played.accepted.payment.id,
  surplus: played.surplus.payment.id,
  merchant,
  account,
});

export interface Corruption {
  what: string;
  /** The rule that must find it, and in which table. */
  rule: Rule;
  table: string;
  /** SQL that means the same on both databases. */
  sql: (ids: Ids) => string;
  /** What is in the way on one of them. */
  before?: { sqlite: string; postgres: string };
}

const whereId = (id: string): string => `where id = '${id}'`;
/** Of the event with this position among those of a subject. */
const eventOf = (id: string, which: 'min' | 'max'): string =>
  `where subject_id = '${id}' and seq = (select ${which}(seq) from events where subject_id = '${id}')`;
const of = (
  rule: Rule,
  table: string,
  what: string,
  sql: Corruption['sql'],
  before?: Corruption['before'],
): Corruption => ({ rule, table, what, sql, ...(before && { before }) });

const states: readonly Corruption[] = [
  of(
    'evidence',
    'orders',
    'the status of an order',
    ({ order }) => `update orders set status = 'EXPIRED' ${whereId(order)}`,
  ),
  of(
    'evidence',
    'orders',
    'the joined evidence of an order',
    ({ order }) =>
      `update orders set evidence = replace(evidence, '"isFinal":false', '"isFinal":true') ${whereId(order)}`,
  ),
  of(
    'evidence',
    'orders',
    'the submission of an order',
    ({ order }) =>
      `update orders set submission = replace(submission, '"ANSWERED"', '"LOST"') ${whereId(order)}`,
  ),
  of(
    'evidence',
    'orders',
    'a lost statement',
    ({ order }) =>
      `delete from evidence where subject_id = '${order}' and rule = 'DECIDES' and to_status = 'PAID'`,
  ),
  of(
    'evidence',
    'orders',
    'a changed statement',
    ({ order }) =>
      `update evidence set statement = replace(statement, '"status":"PAID"', '"status":"EXPIRED"') where subject_id = '${order}'`,
  ),
  of(
    'evidence',
    'orders',
    'the order of statements',
    ({ open }) =>
      `update evidence set id = 'evi_0' where subject_id = '${open}' and rule = 'ANSWERED'`,
  ),
  of(
    'evidence',
    'refunds',
    'the status of a refund',
    ({ refund }) => `update refunds set status = 'FAILED' ${whereId(refund)}`,
  ),
  of(
    'evidence',
    'refunds',
    'an unknown refund that counts as failed',
    ({ lostRefund }) => `update refunds set status = 'FAILED' ${whereId(lostRefund)}`,
  ),
  of(
    'evidence',
    'settlements',
    'the submission of a settlement',
    ({ settlement }) =>
      `update settlements set submission = replace(submission, '"ANSWERED"', '"LOST"') ${whereId(settlement)}`,
  ),
  of(
    'readable',
    'orders',
    'a request that is no JSON',
    ({ order }) => `update orders set request = '{' ${whereId(order)}`,
  ),
  of(
    'readable',
    'orders',
    'a status that is none',
    ({ order }) => `update orders set status = 'PAYED' ${whereId(order)}`,
  ),
  of(
    'readable',
    'refunds',
    'an amount that is none',
    ({ refund }) => `update refunds set amount = '{"minor":"one"}' ${whereId(refund)}`,
  ),
  of(
    'readable',
    'settlements',
    'a settlement without orders',
    ({ settlement }) => `update settlements set order_ids = '' ${whereId(settlement)}`,
  ),
  of(
    'readable',
    'abnormal_payments',
    'a sum that is no number',
    ({ surplus }) => `update abnormal_payments set held = 'all' ${whereId(surplus)}`,
  ),
  of(
    'readable',
    'evidence',
    'a rule that is none',
    ({ order }) => `update evidence set rule = 'GUESSED' where subject_id = '${order}'`,
  ),
  of(
    'readable',
    'webhook_deliveries',
    'headers that are no JSON',
    () => `update webhook_deliveries set headers = 'none'`,
  ),
  of(
    'columns',
    'orders',
    "the provider's number",
    ({ order }) => `update orders set provider_order_id = null ${whereId(order)}`,
  ),
  of(
    'columns',
    'orders',
    'what is refundable',
    ({ order }) => `update orders set refundable = '1' ${whereId(order)}`,
  ),
  of(
    'columns',
    'orders',
    'what is refundable of an order that is not paid',
    ({ open }) => `update orders set refundable = '1' ${whereId(open)}`,
  ),
  of(
    'columns',
    'abnormal_payments',
    'the type',
    ({ surplus }) => `update abnormal_payments set type = 'LATE' ${whereId(surplus)}`,
  ),
  of(
    'columns',
    'abnormal_payments',
    'what was ever pending',
    ({ surplus }) => `update abnormal_payments set refundable = '1' ${whereId(surplus)}`,
  ),
];

const sums: readonly Corruption[] = [
  of(
    'sums',
    'orders',
    'what refunds hold',
    ({ order }) => `update orders set refunds_held = '0' ${whereId(order)}`,
  ),
  of(
    'sums',
    'orders',
    'what is refunded',
    ({ order }) => `update orders set refunded = '1' ${whereId(order)}`,
  ),
  of('sums', 'orders', 'a lost refund', ({ refund }) => `delete from refunds ${whereId(refund)}`),
  of(
    'sums',
    'orders',
    'an acceptance that became a dismissal',
    ({ late }) =>
      `update abnormal_payments set evidence = replace(evidence, '"ACCEPT"', '"DISMISS"') ${whereId(late)}`,
  ),
  of(
    'sums',
    'abnormal_payments',
    'what refunds have taken',
    ({ surplus }) => `update abnormal_payments set held = '5' ${whereId(surplus)}`,
  ),
  of(
    'sums',
    'abnormal_payments',
    'what is pending',
    ({ late }) =>
      `update abnormal_payments set pending = replace(pending, '"minor":"0"', '"minor":"7"') ${whereId(late)}`,
  ),
  of(
    'sums',
    'abnormal_payments',
    'the status',
    ({ late }) => `update abnormal_payments set status = 'OPEN' ${whereId(late)}`,
  ),
  of(
    'attention',
    'orders',
    'a mark without a reason',
    ({ order }) => `update orders set needs_attention = 1 ${whereId(order)}`,
  ),
  of(
    'attention',
    'orders',
    'an item without a reason',
    ({ order, merchant }) =>
      `insert into attention_items (subject_id, reason, id, merchant_id, since)
       values ('${order}', 'OTHER_AMOUNT', 'att_1', '${merchant}', 1)`,
  ),
  of(
    'attention',
    'orders',
    'a reason without an item',
    () => `delete from attention_items where reason = 'ABNORMAL_PAYMENT'`,
  ),
  of(
    'attention',
    'settlements',
    'a time without a reason',
    ({ settlement }) => `update settlements set unknown_since = 1 ${whereId(settlement)}`,
  ),
  of(
    'attention',
    'refunds',
    'an unknown since nobody knows when',
    ({ lostRefund }) => `update refunds set unknown_since = null ${whereId(lostRefund)}`,
  ),
  of(
    'due-work',
    'orders',
    'an open order that nobody follows',
    ({ open }) => `update orders set check_at = null ${whereId(open)}`,
  ),
  of(
    'due-work',
    'orders',
    'a paid order that is followed',
    ({ order }) => `update orders set check_at = 5 ${whereId(order)}`,
  ),
  of(
    'due-work',
    'refunds',
    'an unknown refund that nobody resolves',
    ({ lostRefund }) => `update refunds set check_at = null ${whereId(lostRefund)}`,
  ),
  of(
    'due-work',
    'settlements',
    'an open settlement that nobody follows',
    ({ settlement }) => `update settlements set check_at = null ${whereId(settlement)}`,
  ),
  of(
    'due-work',
    'abnormal_payments',
    'a resolved payment that is queried',
    ({ late }) => `update abnormal_payments set check_at = 5 ${whereId(late)}`,
  ),
  of(
    'due-work',
    'webhook_deliveries',
    'a delivery that waits for ever',
    () => `update webhook_deliveries set check_at = null where status = 'UNMATCHED'`,
  ),
  of(
    'due-work',
    'provider_accounts',
    'an account that is never reconciled',
    ({ account }) => `update provider_accounts set reconcile_at = null ${whereId(account)}`,
  ),
];

const logs: readonly Corruption[] = [
  of('log', 'events', 'a hole', ({ order }) => `delete from events ${eventOf(order, 'min')}`),
  of('log', 'events', 'the first event', () => `delete from events where seq = 1`),
  of(
    'log',
    'merchants',
    'the last event',
    ({ merchant }) =>
      `delete from events where seq = (select last_seq from merchants ${whereId(merchant)})`,
  ),
  of(
    'log',
    'merchants',
    'the last number',
    ({ merchant }) => `update merchants set last_seq = last_seq + 1 ${whereId(merchant)}`,
  ),
  of(
    'events',
    'orders',
    'a change of status that nobody was notified of',
    ({ order }) => `delete from events ${eventOf(order, 'max')}`,
  ),
  of(
    'movements',
    'refunds',
    'the movement of a refund',
    ({ refund }) => `update event_states set movements = null where subject_id = '${refund}'`,
  ),
  of(
    'events',
    'events',
    'where an event leads',
    ({ order }) => `update events set to_status = 'EXPIRED' ${eventOf(order, 'min')}`,
  ),
  of(
    'events',
    'events',
    'the version of an event',
    ({ refund }) => `update events set version = 9 ${eventOf(refund, 'min')}`,
  ),
  of(
    'events',
    'events',
    'the type of an event',
    ({ settlement }) =>
      `update events set type = 'SETTLEMENT_UPDATED' ${eventOf(settlement, 'min')}`,
  ),
  of(
    'events',
    'events',
    'the order of an event',
    ({ refund, open }) => `update events set order_id = '${open}' ${eventOf(refund, 'min')}`,
  ),
  of(
    'events',
    'settlements',
    'the version of a settlement',
    ({ settlement }) => `update settlements set version = version + 1 ${whereId(settlement)}`,
  ),
  of(
    'timeline',
    'merchants',
    'no timeline',
    ({ merchant }) => `update merchants set timeline = '' ${whereId(merchant)}`,
  ),
  of(
    'timeline',
    'merchants',
    'the timeline of another log',
    () =>
      `insert into merchants (id, name, timeline, created_at) select 'mer_2', name, timeline, created_at from merchants`,
  ),
];

const links: readonly Corruption[] = [
  of(
    'references',
    'evidence',
    'a lost call',
    ({ order }) => `delete from provider_calls where subject_id = '${order}'`,
  ),
  of(
    'references',
    'events',
    'a lost delivery',
    ({ order }) =>
      `delete from webhook_deliveries where id in (select delivery_id from events where order_id = '${order}')`,
  ),
  of(
    'references',
    'refunds',
    'a lost order',
    ({ order }) => `delete from orders ${whereId(order)}`,
  ),
  of(
    'references',
    'orders',
    'a lost account',
    ({ account }) => `delete from provider_accounts ${whereId(account)}`,
  ),
  of(
    'references',
    'evidence',
    'evidence about nothing',
    ({ open }) =>
      `update evidence set subject_id = 'ord_none' where subject_id = '${open}' and rule = 'SENT'`,
  ),
  of(
    'references',
    'refunds',
    'a refund of no payment',
    ({ refund }) => `update refunds set abnormal_payment_id = 'abn_none' ${whereId(refund)}`,
  ),
  of(
    'references',
    'left_accounts',
    'an account that was left by nothing',
    () => `update left_accounts set order_id = 'ord_none'`,
  ),
  of(
    'references',
    'awaited_subjects',
    'a subject that nothing waits for',
    () => `update awaited_subjects set delivery_id = 'whd_none'`,
  ),
  of(
    'references',
    'audit_outcomes',
    'the end of what never began',
    () => `insert into audit_outcomes (entry_id, outcome, at) values ('aud_none', 'Success', 1)`,
  ),
  of(
    'merchant',
    'settlements',
    "another merchant's settlement",
    ({ settlement }) => `update settlements set merchant_id = 'mer_2' ${whereId(settlement)}`,
  ),
  of(
    'merchant',
    'refunds',
    "another merchant's refund",
    ({ refund }) => `update refunds set merchant_id = 'mer_2' ${whereId(refund)}`,
  ),
  of(
    'unique',
    'orders',
    'one reference of two orders',
    ({ order, open }) =>
      `update orders set provider_reference = (select provider_reference from orders ${whereId(order)}) ${whereId(open)}`,
    {
      sqlite: 'drop index orders_account_id_provider_reference_unique',
      postgres: 'alter table orders drop constraint orders_account_id_provider_reference_unique',
    },
  ),
  of(
    'unique',
    'left_accounts',
    'a reference that leads to two orders',
    ({ order, open }) =>
      `insert into left_accounts (account_id, provider_reference, order_id) select account_id, provider_reference, '${open}' from orders ${whereId(order)}`,
  ),
  of(
    'idempotency-keys',
    'idempotency_keys',
    'a key that leads nowhere',
    ({ order }) =>
      `update idempotency_keys set object_id = 'ord_none' where object_id = '${order}'`,
  ),
  of(
    'idempotency-keys',
    'idempotency_keys',
    "a key that leads to another mutation's object",
    ({ order, settlement }) =>
      `update idempotency_keys set object_id = '${settlement}' where object_id = '${order}'`,
  ),
  of(
    'idempotency-keys',
    'idempotency_keys',
    'a key of no mutation',
    ({ order }) => `update idempotency_keys set mutation = 'payOrder' where object_id = '${order}'`,
  ),
  of(
    'idempotency-keys',
    'cancel_intentions',
    'a cancel of nothing',
    () => `update cancel_intentions set object_id = 'ord_none'`,
  ),
  of(
    'delivery-identity',
    'webhook_deliveries',
    'an identity by an event id',
    () =>
      `update webhook_deliveries set identity = 'other ' || identity where event_id is not null`,
  ),
  of(
    'delivery-identity',
    'webhook_deliveries',
    'an identity by a body',
    () =>
      `update webhook_deliveries set event_id = null, identity = 'a' || substr(identity, 2) where event_id is not null`,
  ),
  of(
    'sealed',
    'provider_accounts',
    'credentials of another account',
    ({ account }) =>
      `update provider_accounts set credentials = (select max(credentials) from provider_accounts where id <> '${account}') ${whereId(account)}`,
  ),
  of(
    'sealed',
    'webhook_deliveries',
    'the body of another delivery',
    () =>
      `update webhook_deliveries set body = (select body from webhook_deliveries order by id limit 1)`,
  ),
  of(
    'sealed',
    'webhook_deliveries',
    'the name of a key that did not seal it',
    () => `update webhook_deliveries set sealed_with = '00000000'`,
  ),
];

export const corruptions = [...states, ...sums, ...logs, ...links];
