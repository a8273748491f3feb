import { Migration } from '@mikro-orm/migrations';

/**
 * What exports show of an event's subject, and the movements of money that the event states.
 *
 * Older events did not have them. They are filled in from what the subjects are now. Numbers and accounts are as they
 * are now. Money is stated by the event with which the subject was paid or done, or else by its last one, so that all
 * movements together are what the subjects have moved (docs/exports.md#what-was-recorded-before).
 *
 * A process of the version before, which runs beside this one for a while, writes events without them. A trigger fills
 * them in from the subject's row, which is written before its event. It is made last, because writers wait for that. The
 * trigger goes a version later.
 */
export class Migration0011 extends Migration {
  override up(): void {
    this.addSql('create table "event_states" ("subject_id" text collate "C" not null, "seq" bigint not null, "state" text collate "C" not null, "movements" text collate "C" null, primary key ("subject_id", "seq"))');
    // What makes room.
    this.addSql('create table "retention_tasks" ("name" text collate "C" not null, "position" text collate "C" not null, "due_at" bigint not null, primary key ("name"))');
    for (const sql of [...helpers, ...moved, ...states, fill, ...trigger]) this.addSql(sql);
    // Last, because whoever writes to these tables waits for it.
    this.addSql('alter table "provider_calls" add column "times" int not null default 1');
    this.addSql('alter table "provider_calls" add column "last_at" bigint null');
    this.addSql('alter table "merchants" add column "archived_seq" bigint not null default 0');
  }
}

const helpers = [
  // A member that is null is as one that is left out.
  `create function set_member(value json) returns json language sql immutable as $$
    select case when json_typeof(value) <> 'null' then value end $$`,
  `create function negative_money(amount json) returns json language sql immutable as $$
    select json_build_object('minor', '-' || (amount ->> 'minor'), 'currency', amount -> 'currency', 'network', amount -> 'network') $$`,
  `create function is_seen(evidence json, status text) returns boolean language sql immutable as $$
    select set_member(evidence -> 'seen' -> status) is not null $$`,
  `create function members_of(list json) returns setof json language sql immutable as $$
    select json_array_elements(coalesce(set_member(list), '[]'::json)) $$`,
  // What counts towards the order without what was accepted; null where nothing does.
  `create function received_for_order(status text, evidence json) returns json language sql immutable as $$
    select case
      when is_seen(evidence, 'PAID') or is_seen(evidence, 'REVERSED')
        or (status in ('PAID', 'REVERSED') and not exists (select from members_of(evidence -> 'accepted')))
        then coalesce(set_member(evidence -> 'paid'), set_member(evidence -> 'payable'))
      when status in ('PARTIALLY_PAID', 'PROCESSING') then set_member(evidence -> 'paid')
      when exists (select from members_of(evidence -> 'accepted'))
        and (is_seen(evidence, 'PARTIALLY_PAID') or is_seen(evidence, 'PROCESSING'))
        and not (is_seen(evidence, 'FAILED') or is_seen(evidence, 'FAILED_OR_EXPIRED')
          or is_seen(evidence, 'CANCELED') or is_seen(evidence, 'EXPIRED'))
        then set_member(evidence -> 'paid')
    end $$`,
];

/** Everything that a subject has moved so far, in the order of the types. */
const moved = [
  `create function moved_by_subject(subject text) returns table (place integer, type text, amount json) language plpgsql stable as $$
declare
  found record;
  evidence json;
  received json;
begin
  select orders.status, orders.evidence::json as evidence into found from orders where id = subject;
  if found.status is not null then
    evidence := found.evidence;
    received := received_for_order(found.status, evidence);
    if received is not null then
      return query select 1, 'PAID', received;
    end if;
    return query select 2, 'ACCEPTED', one -> 'amount' from members_of(evidence -> 'accepted') one;
    if received is not null or exists (select from members_of(evidence -> 'accepted')) then
      return query select 3, 'FEE', negative_money(one -> 'amount') from members_of(evidence -> 'fees') one;
    end if;
    if found.status = 'REVERSED' and received is not null then
      return query select 6, 'REVERSED', negative_money(received);
    end if;
    return;
  end if;
  select refunds.status, refunds.amount::json as amount, abnormal_payment_id into found from refunds where id = subject;
  if found.status is not null then
    if found.status = 'SUCCEEDED' and found.abnormal_payment_id is not null then
      return query select 1, 'PAID', found.amount;
    end if;
    if found.status in ('SUCCEEDED', 'REVERSED') then
      return query select 4, 'REFUNDED', negative_money(found.amount);
    end if;
    if found.status = 'REVERSED' then
      return query select 6, 'REVERSED', found.amount;
    end if;
    return;
  end if;
  select settlements.status, settlements.request::json -> 'amount' as amount, settlements.evidence::json as evidence
    into found from settlements where id = subject;
  if found.status in ('SUCCEEDED', 'REVERSED') then
    if set_member(found.evidence -> 'fee') is not null then
      return query select 3, 'FEE', negative_money(found.evidence -> 'fee');
    end if;
    return query select 5, 'SETTLED', negative_money(found.amount);
    if found.status = 'REVERSED' then
      return query select 6, 'REVERSED', found.amount;
    end if;
  end if;
end $$`,
];

/** `counts`: whether the money of an order counts at the event. */
const states = [
  `create function state_of_subject(subject text, status text, counts boolean) returns json language plpgsql stable as $$
declare
  found record;
  evidence json;
  failure json;
  state json;
begin
  select account_id, provider_order_id, expires_at, orders.status, orders.evidence::json as evidence, submission::json as submission
    into found from orders where id = subject;
  if found.account_id is not null then
    evidence := found.evidence;
    return json_build_object(
      'accountId', found.account_id,
      'providerId', found.provider_order_id,
      'payable', set_member(evidence -> 'payable'),
      'paid', case when counts then (select json_agg(amount) from (
        select received_for_order(found.status, evidence) as amount
        union all select one -> 'amount' from members_of(evidence -> 'accepted') one) all_paid where amount is not null) end,
      'fees', case when counts then (select json_agg(one -> 'amount') from members_of(evidence -> 'fees') one) end,
      'paidAt', case when counts then coalesce(
        (evidence #>> '{seen,PAID,firstAt}')::bigint,
        (evidence #>> '{seen,PAID,recordedAt}')::bigint,
        (select min((one ->> 'at')::bigint) from members_of(evidence -> 'accepted') one)) end,
      'expiresAt', coalesce((evidence ->> 'expiresAt')::bigint, found.expires_at),
      'failure', case when status = 'FAILED' then coalesce(
        case when (evidence -> 'seen')::text = '{}' then found.submission #>> '{failure,code}' end, evidence #>> '{failure,code}') end);
  end if;
  select account_id, refunds.evidence::json as evidence, submission::json as submission, null::json as fee
    into found from refunds where id = subject;
  if found.account_id is null then
    select account_id, settlements.evidence::json as evidence, submission::json as submission,
        set_member(settlements.evidence::json -> 'fee') as fee
      into found from settlements where id = subject;
  end if;
  if found.account_id is not null then
    evidence := found.evidence;
    return json_build_object(
      'accountId', found.account_id,
      'providerId', evidence ->> 'providerId',
      'transactionHash', evidence ->> 'transactionHash',
      'fees', case when found.fee is not null then json_build_array(found.fee) end,
      'failure', case when status in ('FAILED', 'REJECTED') then coalesce(
        case when (evidence -> 'seen')::text = '{}' then found.submission #>> '{failure,code}' end, evidence #>> '{failure,code}') end);
  end if;
  select json_build_object(
      'accountId', account_id,
      'transactionHash', payment.evidence::json ->> 'transactionHash',
      'type', payment.evidence::json ->> 'type',
      'received', payment.evidence::json -> 'received',
      'pending', pending::json,
      'resolution', payment.evidence::json #>> '{resolution,kind}') into state
    from abnormal_payments payment where id = subject;
  return state;
end $$`,
];

/** The first event of the subject that brought one of these statuses, or else its last one. */
const eventThat = (statuses: string): string =>
  `coalesce(min(seq) filter (where to_status in (${statuses}) and to_status is distinct from from_status) over subject,
    max(seq) over subject)`;

const fill = `insert into event_states
  select subject_id, seq, coalesce(state_of_subject(subject_id, to_status, seq >= done_seq)::text, '{}'),
    case when seq in (done_seq, reversed_seq) then (
      select json_agg(json_build_object('type', one.type, 'amount', one.amount) order by one.place)::text
      from moved_by_subject(subject_id) one
      where one.amount ->> 'minor' not in ('0', '-0')
        and seq = case when one.type = 'REVERSED' then reversed_seq else done_seq end
    ) end
  from (
    select subject_id, seq, to_status, ${eventThat("'PAID', 'SUCCEEDED', 'REVERSED'")} as done_seq,
      ${eventThat("'REVERSED'")} as reversed_seq
    from events window subject as (partition by subject_id)
  ) event`;

const trigger = [
  `create function state_event(event events) returns void language sql as $$
  with moved as (
    select min(place) as place, type, amount ->> 'currency' as currency, coalesce(amount ->> 'network', '') as network,
      sum((amount ->> 'minor')::numeric) as minor
    from moved_by_subject(event.subject_id) group by 2, 3, 4
  ), stated as (
    select one ->> 'type' as type, one -> 'amount' ->> 'currency' as currency, coalesce(one -> 'amount' ->> 'network', '') as network,
      sum((one -> 'amount' ->> 'minor')::numeric) as minor
    from event_states, members_of(movements::json) one where subject_id = event.subject_id group by 1, 2, 3
  )
  insert into event_states
  select event.subject_id, event.seq, coalesce(state_of_subject(event.subject_id, event.to_status, true)::text, '{}'), (
    select json_agg(json_build_object('type', type, 'amount', json_build_object(
        'minor', (coalesce(moved.minor, 0) - coalesce(stated.minor, 0))::text, 'currency', currency, 'network', nullif(network, '')))
      order by coalesce(place, 0), type)::text
    from moved full join stated using (type, currency, network)
    where coalesce(moved.minor, 0) <> coalesce(stated.minor, 0))
$$`,
  `create function event_is_stated() returns trigger language plpgsql as $$
begin
  if not exists (select from event_states where subject_id = new.subject_id and seq = new.seq) then
    perform state_event(new);
  end if;
  return null;
end $$`,
  'create trigger event_is_stated after insert on events for each row execute function event_is_stated()',
  // What was committed since these were filled in, and before there was a trigger.
  `do $$
declare
  event events;
begin
  for event in select * from events where not exists (
    select from event_states where event_states.subject_id = events.subject_id and event_states.seq = events.seq
  ) order by merchant_id, seq loop
    perform state_event(event);
  end loop;
end $$`,
];
