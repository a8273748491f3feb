import type { ValidationIssue } from './errors.ts';
import type { OrderFit } from './request.ts';
import type { OrderObservation, RefundObservation } from './observation.ts';
import type { Submission } from './instructions/submission.ts';

export const accountModes = ['LIVE', 'TEST'] as const;
/** Whether an account moves money, or is one of the provider's test environment. */
export type AccountMode = (typeof accountModes)[number];

export interface Candidate<Account> {
  account: Account;
  /** What people read: the account's name and its provider. */
  title: string;
  enabled: boolean;
  mode: AccountMode;
  fit: OrderFit;
}

export type Route<Account> =
  | { kind: 'ROUTE'; accounts: readonly [Account, ...Account[]] }
  | { kind: 'ISSUES'; issues: readonly ValidationIssue[] }
  | { kind: 'NONE'; reasons: readonly string[] };

/**
 * The accounts to try, in order: those that can do method, currency and amount, and whose requirements the input meets.
 * Beside a live account, no test account. Where the input meets none, the issues of the first account that could; where
 * none could, the reasons (docs/rules.md#which-accounts-are-tried).
 */
export function route<Account>(all: readonly Candidate<Account>[]): Route<Account> {
  const live = all.filter(({ mode }) => mode === 'LIVE');
  const candidates = live.length > 0 ? live : all;
  const able = candidates.filter(({ enabled, fit }) => enabled && fit.unable.length === 0);
  const met = able.filter(({ fit }) => fit.issues.length === 0);
  const [next, ...others] = met.map(({ account }) => account);
  if (next !== undefined) return { kind: 'ROUTE', accounts: [next, ...others] };
  const [first] = able;
  if (first !== undefined) return { kind: 'ISSUES', issues: first.fit.issues };
  if (all.length === 0) return { kind: 'NONE', reasons: ['There is no account.'] };
  return { kind: 'NONE', reasons: all.flatMap((one) => reasonsAgainst(one, candidates)) };
}

function reasonsAgainst<Account>(
  candidate: Candidate<Account>,
  candidates: readonly Candidate<Account>[],
): string[] {
  const { title, enabled, fit } = candidate;
  if (!candidates.includes(candidate)) return [`${title}: takes only orders that name it.`];
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
  if ((observation.chargebacks ?? []).length > 0) return true;
  return observation.paid !== undefined || statusesOfMoney.includes(observation.status);
}

const statusesOfMoney: readonly OrderObservation['status'][] = [
  'PARTIALLY_PAID',
  'PROCESSING',
  'AUTHORIZED',
  'PAID',
  'REVERSED',
];
