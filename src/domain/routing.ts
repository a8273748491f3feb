import type { ValidationIssue } from './errors.ts';
import type { OrderFit } from './request.ts';
import type { OrderObservation, RefundObservation } from './observation.ts';
import type { Submission } from './instructions/submission.ts';

export interface Candidate<Account> {
  account: Account;
  /** What people read: the account's name and its provider. */
  title: string;
  enabled: boolean;
  fit: OrderFit;
}

export type Route<Account> =
  | { kind: 'ROUTE'; accounts: readonly [Account, ...Account[]] }
  | { kind: 'ISSUES'; issues: readonly ValidationIssue[] }
  | { kind: 'NONE'; reasons: readonly string[] };

/**
 * The accounts to try, in order: those that can do method, currency and amount, and whose requirements the input meets.
 * Where the input meets none, the issues of the first account that could; where none could, the reasons
 * (docs/rules.md#which-accounts-are-tried).
 */
export function route<Account>(candidates: readonly Candidate<Account>[]): Route<Account> {
  const able = candidates.filter(({ enabled, fit }) => enabled && fit.unable.length === 0);
  const met = able.filter(({ fit }) => fit.issues.length === 0);
  const [next, ...others] = met.map(({ account }) => account);
  if (next !== undefined) return { kind: 'ROUTE', accounts: [next, ...others] };
  const [first] = able;
  if (first !== undefined) return { kind: 'ISSUES', issues: first.fit.issues };
  if (candidates.length === 0) return { kind: 'NONE', reasons: ['There is no account.'] };
  return { kind: 'NONE', reasons: candidates.flatMap(reasonsAgainst) };
}

function reasonsAgainst<Account>({ title, enabled, fit }: Candidate<Account>): string[] {
  if (!enabled) return [`${title}: disabled.`];
  return fit.unable.map((reason) => `${title}: ${reason}`);
}

/** The order is sent with another account. What is known from the account before counts no more. */
export interface AccountSwitch {
  subject: 'ACCOUNT_SWITCH';
  accountId: string;
  submission: Submission;
}

/** A report from an account that the order has left. */
export interface ReportedAtLeftAccount {
  subject: 'REPORTED_ELSEWHERE';
  accountId: string;
  observation: OrderObservation | RefundObservation;
}

/** Whether the report says that money came in or was refunded at an account that nobody watches for this order. */
export function isOfMoney(observation: ReportedAtLeftAccount['observation']): boolean {
  if (observation.subject === 'REFUND') return true;
  return observation.paid !== undefined || statusesOfMoney.includes(observation.status);
}

const statusesOfMoney: readonly OrderObservation['status'][] = [
  'PARTIALLY_PAID',
  'PROCESSING',
  'AUTHORIZED',
  'PAID',
  'REVERSED',
];
