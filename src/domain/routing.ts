import type { ValidationIssue } from './errors.ts';
import type { OrderFit } from './request.ts';

export interface Candidate<Account> {
  account: Account;
  /** As people know it: the account's name and its provider. */
  title: string;
  enabled: boolean;
  fit: OrderFit;
}

export type Route<Account> =
  | { kind: 'ROUTE'; accounts: readonly Account[] }
  | { kind: 'ISSUES'; issues: readonly ValidationIssue[] }
  | { kind: 'NONE'; reasons: readonly string[] };

/**
 * The accounts to try, in order: those that can do method, currency and amount, and whose requirements the
 * input meets. When none is met, the issues of the first that could; when none could, the reasons (ANSWERS 9, 10).
 */
export function route<Account>(candidates: readonly Candidate<Account>[]): Route<Account> {
  const able = candidates.filter(({ enabled, fit }) => enabled && fit.unable.length === 0);
  const met = able.filter(({ fit }) => fit.issues.length === 0);
  if (met.length > 0) return { kind: 'ROUTE', accounts: met.map(({ account }) => account) };
  const [first] = able;
  if (first !== undefined) return { kind: 'ISSUES', issues: first.fit.issues };
  if (candidates.length === 0) return { kind: 'NONE', reasons: ['There is no account.'] };
  return { kind: 'NONE', reasons: candidates.flatMap(reasonsAgainst) };
}

function reasonsAgainst<Account>({ title, enabled, fit }: Candidate<Account>): string[] {
  if (!enabled) return [`${title}: disabled.`];
  return fit.unable.map((reason) => `${title}: ${reason}`);
}
