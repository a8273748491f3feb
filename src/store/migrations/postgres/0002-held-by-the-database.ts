import { Migration } from '@mikro-orm/migrations';

/** Rules that the database enforces itself, whatever writes to it (docs/architecture.md#writing). */
export class Migration0002 extends Migration {
  override up(): void {
    this.addSql(`create function refunds_are_held() returns trigger language plpgsql as $$
declare
  asked numeric := (new.amount::json ->> 'minor')::numeric;
  held record;
begin
  -- One that we ask for ourselves. What was made elsewhere is a fact, and is kept in any case.
  if new.submission::json ->> 'firstSentAt' is null then
    return new;
  end if;
  if new.abnormal_payment_id is null then
    -- What its order holds is written before it, in the same transaction: with this one in it.
    select refundable::numeric as refundable, refunds_held::numeric as held into held from orders where id = new.order_id;
    if held.refundable is null then
      raise exception 'refunds_only_of_paid: nothing of the order is paid' using errcode = 'check_violation';
    end if;
    if asked > held.held or held.held > held.refundable then
      raise exception 'refunds_within_paid: more than is left of what was paid' using errcode = 'check_violation';
    end if;
    return new;
  end if;
  select (pending::json ->> 'minor')::numeric as pending into held
    from abnormal_payments where id = new.abnormal_payment_id for update;
  -- All that is pending is given back at once, and while that is under way it stays pending.
  if asked > held.pending or exists (
    select 1 from refunds where abnormal_payment_id = new.abnormal_payment_id
      and status in ('REQUESTED', 'SUBMITTING', 'UNKNOWN', 'PENDING', 'PROCESSING')
  ) then
    raise exception 'refunds_within_abnormal_payment: more than is left of it' using errcode = 'check_violation';
  end if;
  return new;
end $$`);
    this.addSql(
      'create trigger refunds_are_held before insert on refunds for each row execute function refunds_are_held()',
    );
    this.addSql(`create function resolutions_are_held() returns trigger language plpgsql as $$
begin
  if (new.evidence::json -> 'resolution' -> 'amount' ->> 'minor')::numeric > (old.pending::json ->> 'minor')::numeric then
    raise exception 'abnormal_payments_resolved_within_rest: more than is left of it' using errcode = 'check_violation';
  end if;
  return new;
end $$`);
    this.addSql(`create trigger abnormal_payments_resolved_within_rest before update on abnormal_payments for each row
      when (old.evidence is distinct from new.evidence
        and coalesce(old.evidence::json ->> 'resolution', '') = '' and coalesce(new.evidence::json ->> 'resolution', '') <> '')
      execute function resolutions_are_held()`);
    this.addSql(`create function never_changed() returns trigger language plpgsql as $$
begin
  raise exception '%: never %', tg_table_name, case tg_op when 'UPDATE' then 'changed' else 'deleted' end;
end $$`);
    for (const table of ['audit_entries', 'audit_outcomes', 'audit_subjects']) {
      this.addSql(`create trigger ${table}_never_changed before update or delete on ${table}
        for each row execute function never_changed()`);
      this.addSql(`create trigger ${table}_never_emptied before truncate on ${table}
        for each statement execute function never_changed()`);
    }
  }
}
