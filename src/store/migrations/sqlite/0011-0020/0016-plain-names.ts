import { Migration } from '@mikro-orm/migrations';

/**
 * Replaces older names in stored evidence. A text is replaced with the quotes and the colon around it, which are
 * escaped inside a JSON string, so that only a name matches. Digests stay: they were made with the older names.
 */
export class Migration0016 extends Migration {
  override up(): void {
    this.addSql('alter table `evidence` rename column `heard_at` to `recorded_at`');
    this.addSql('alter table `evidence` rename column `last_heard_at` to `last_recorded_at`');
    for (const table of ['orders', 'refunds', 'settlements']) {
      this.addSql(renamed(table, 'evidence', seen));
    }
    this.addSql(renamed('evidence', 'statement', [...seen, ...statements]));
    this.addSql(renamed('provider_accounts', 'last_reconciliation', [queries]));
  }
}

type Names = readonly (readonly [old: string, now: string])[];

const queries = ['"askedAt":', '"queriedAt":'] as const;

const seen: Names = [
  ['"heardAt":', '"recordedAt":'],
  ['"NO_KNOWN_WORD":', '"NO_KNOWN_STATUS":'],
];

const statements: Names = [
  queries,
  ['"subject":"TURN"', '"subject":"ACCOUNT_SWITCH"'],
  ['"subject":"SAID_ELSEWHERE"', '"subject":"REPORTED_ELSEWHERE"'],
  ['"said":', '"observation":'],
];

function renamed(table: string, column: string, names: Names): string {
  const value = names.reduce((text, [old, now]) => `replace(${text}, '${old}', '${now}')`, column);
  const isMet = names.map(([old]) => `instr(${column}, '${old}') > 0`).join(' or ');
  return `update ${table} set ${column} = ${value} where ${isMet}`;
}
