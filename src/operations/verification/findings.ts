/** The rules that a database is held against. Operators know them by these names (docs/running.md#verifying). */
export const rules = {
  damage: 'The database finds no damage in its file.',
  readable: 'Each column holds what its reader expects.',
  evidence: 'The evidence of an order, refund or settlement, judged again, gives its stored state.',
  columns: 'Columns that follow from the state have the value that follows.',
  sums: 'Sums of refunds, and what is pending of an abnormal payment, follow from the rows.',
  attention: 'What needs a person is marked so, and nothing else is.',
  'due-work': 'What is open has a time at which it is checked next, and nothing else has.',
  log: "A merchant's log is numbered from 1, or from behind what is archived, to its last number, without a hole.",
  events: 'The events of a subject lead from its creation to its stored status and version.',
  movements: 'The movements that the events of a subject state add up to what it has moved.',
  timeline: 'Each log has a timeline of its own.',
  references: 'Rows that are named by others exist.',
  merchant: 'Rows that belong together belong to one merchant.',
  unique: 'What identifies a row identifies no other.',
  'idempotency-keys': 'A key leads to an object of its mutation and its merchant.',
  'delivery-identity': 'A delivery is identified by its topic and its event id or its body.',
  'link-uses':
    'The orders of a payment link are numbered from 1, without a hole, and within its maximum.',
  sealed: 'What is sealed can be opened.',
} as const;
export type Rule = keyof typeof rules;

/** One place where a rule does not hold. */
export interface Finding {
  rule: Rule;
  table: string;
  id: string;
  /** What should be there, and what is. */
  expected: string;
  stored: string;
}

/** Collects findings: all are counted, and the first of each rule are listed. */
export class Findings {
  readonly listed: Finding[] = [];
  readonly counts = new Map<Rule, number>();
  /** The most that are listed of one rule. */
  readonly most: number;
  readonly #except: ReadonlySet<Rule>;

  constructor(most: number, except: readonly Rule[]) {
    this.most = most;
    this.#except = new Set(except);
  }

  add(rule: Rule, table: string, id: string, expected: unknown, stored: unknown): void {
    if (this.#except.has(rule)) return;
    const count = (this.counts.get(rule) ?? 0) + 1;
    this.counts.set(rule, count);
    if (count > this.most) return;
    this.listed.push({ rule, table, id, expected: textOf(expected), stored: textOf(stored) });
  }

  /** Adds a finding where the values differ. */
  compare(rule: Rule, table: string, id: string, expected: unknown, stored: unknown): void {
    if (expected !== stored) this.add(rule, table, id, expected, stored);
  }
}

const maxText = 300;

function textOf(value: unknown): string {
  const text =
    typeof value === 'string' || typeof value === 'bigint'
      ? String(value)
      : JSON.stringify(value, (_key, member: unknown) =>
          typeof member === 'bigint' ? String(member) : member,
        );
  return text.length > maxText ? `${text.slice(0, maxText)}…` : text;
}
