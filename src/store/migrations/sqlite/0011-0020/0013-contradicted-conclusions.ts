import { Migration } from '@mikro-orm/migrations';

/**
 * Checks once more what earlier versions had concluded against the provider's report, and what they counted although it
 * was in another currency or amount. `check_at` is long past, so that the provider is queried at once and the log shows
 * the result.
 */
export class Migration0013 extends Migration {
  override up(): void {
    for (const sql of [...contradicted(), ...held(), ...refundable()]) this.addSql(sql);
  }
}

/** The messages of our own conclusions at that time. */
const ours = `('It never reached the provider, which was asked twice.',
  'Nothing was sent: the provider could not be reached.')`;

/** We had given up, and the provider reported it later, which counted for nothing. Now the report decides. */
function contradicted(): string[] {
  return (['orders', 'refunds', 'settlements'] as const).flatMap((table) => {
    const saidByThem = `exists (select 1 from evidence where subject_id = ${table}.id
      and json_extract(statement, '$.status') = 'FAILED'
      and coalesce(json_extract(statement, '$.failure.message'), '') not in ${ours})`;
    const isOurs = `json_extract(evidence, '$.seen.FAILED') is not null
      and json_extract(evidence, '$.failure.code') = 'PROVIDER_UNAVAILABLE'
      and json_extract(evidence, '$.failure.message') in ${ours}`;
    return [
      `update ${table} set
         submission = json_set(submission, '$.state', 'GIVEN_UP', '$.failure', json_extract(evidence, '$.failure')),
         evidence = json_set(json_remove(evidence, '$.seen.FAILED'), '$.failure', null),
         check_at = 0
       where status = 'FAILED' and ${isOurs} and not ${saidByThem}`,
      ...piecesOf(table),
    ];
  });
}

/** From the statement of our conclusion on, its submission is how far our request got. */
function piecesOf(table: string): string[] {
  const subject = `${table}.id = evidence.subject_id and check_at = 0
    and json_extract(${table}.submission, '$.state') = 'GIVEN_UP'`;
  const isOfIt = `exists (select 1 from ${table} where ${subject})`;
  const submission = `(select json(submission) from ${table} where ${subject})`;
  const isConclusion = (piece: string): string => `json_extract(${piece}.statement, '$.status') = 'FAILED'
    and json_extract(${piece}.statement, '$.failure.message') in ${ours}`;
  return [
    `update evidence set statement = json_set(statement, '$.submission', ${submission})
     where json_extract(statement, '$.subject') = 'SUBMISSION' and ${isOfIt} and evidence.id >
       (select min(one.id) from evidence as one where one.subject_id = evidence.subject_id
          and ${isConclusion('one')})`,
    `update evidence set rule = 'GIVEN_UP',
       statement = json_object('subject', 'SUBMISSION', 'submission', ${submission})
     where ${isConclusion('evidence')} and ${isOfIt}`,
    `update evidence set statement = json_object('subject', 'KNOWN_BEFORE',
         'evidence', (select json(evidence) from ${table} as one where one.id = subject_id), 'submission', ${submission})
     where rule = 'KNOWN_BEFORE' and ${isOfIt}`,
  ];
}

/** A refund that is open after all holds its amount from now on, and not only once the provider was queried. */
function held(): string[] {
  const isOpenAgain = `check_at = 0 and status = 'FAILED' and json_extract(evidence, '$.seen') <> '{}'`;
  const isShort = `length(json_extract(amount, '$.minor')) < 18`;
  const isOfOrder = `order_id = orders.id and abnormal_payment_id is null and ${isShort}`;
  const sum = `(select coalesce(sum(cast(json_extract(amount, '$.minor') as integer)), 0) from refunds
    where ${isOfOrder} and (status not in ('FAILED', 'REJECTED', 'CANCELED', 'REVERSED') or (${isOpenAgain})))`;
  return [
    `update orders set refunds_held = cast(${sum} as text)
     where exists (select 1 from refunds where ${isOfOrder} and ${isOpenAgain})`,
  ];
}

/** Refundable is no more than what was paid. What was paid in another currency, or too little, is queried again. */
function refundable(): string[] {
  const paid = `json_extract(evidence, '$.paid.minor')`;
  const isLess = `(length(${paid}) < length(refundable)
    or (length(${paid}) = length(refundable) and ${paid} < refundable))`;
  const counted = (member: string): string =>
    `json_extract(request, case json_extract(request, '$.method.type')
       when 'STABLECOIN' then '$.method.${member}' else '$.amount.${member}' end)`;
  const isOther = ['currency', 'network']
    .map((member) => `json_extract(evidence, '$.paid.${member}') is not ${counted(member)}`)
    .join(' or ');
  return [
    `update orders set check_at = 0 where ${paid} is not null and (${isOther})`,
    `update orders set check_at = 0, refundable = ${paid}
     where refundable is not null and ${paid} is not null and ${isLess}`,
  ];
}
