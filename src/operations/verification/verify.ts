import type { Sealer } from '../../store/sealing/sealer.ts';
import type { Snapshot } from '../../store/snapshot.ts';
import { Findings } from './findings.ts';
import type { Finding, Rule } from './findings.ts';
import { verifyPayments } from './abnormal-payments.ts';
import { verifyLogs } from './logs.ts';
import { verifyOrders } from './orders.ts';
import { verifyRefunds, verifySettlements } from './payouts.ts';
import { verifyReferences } from './references.ts';
import {
  verifyAccounts,
  verifyDataKeys,
  verifyDeliveries,
  verifyEventEndpoints,
} from './sealed.ts';
import { verifyPaymentLinks } from './payment-links.ts';
import type { Verification } from './verification.ts';

export interface VerifyOptions {
  /** Null: what is sealed is not opened. */
  sealer: Sealer | null;
  /** The most findings of each rule that are listed. */
  most?: number;
  /** Rules that are not held against. */
  except?: readonly Rule[];
}

export interface Report {
  /** How many rows of each table were checked one by one. */
  checked: Readonly<Record<string, number>>;
  /** How many findings each rule has; rules without findings are left out. */
  counts: Readonly<Partial<Record<Rule, number>>>;
  findings: readonly Finding[];
}

/**
 * Holds a database against the rules. It is read one page after the other, so the memory that this takes is that of the
 * largest order with all that belongs to it, and of a page of others.
 */
export async function verify(
  { sql, damage }: Pick<Snapshot, 'sql' | 'damage'>,
  { sealer, most = 20, except = [] }: VerifyOptions,
): Promise<Report> {
  const findings = new Findings(most, except);
  const checked: Record<string, number> = {};
  const count = (table: string, rows: number): void => {
    checked[table] = (checked[table] ?? 0) + rows;
  };
  const archived = new Map<string, number>();
  const verification: Verification = { sql, findings, sealer, archived, count };
  for (const line of await damage()) findings.add('damage', '', '', 'ok', line);
  await verifyLogs(verification);
  await verifyAccounts(verification);
  await verifyPaymentLinks(verification);
  await verifyEventEndpoints(verification);
  await verifyDataKeys(verification);
  await verifyOrders(verification);
  await verifyRefunds(verification);
  await verifySettlements(verification);
  await verifyPayments(verification);
  await verifyDeliveries(verification);
  await verifyReferences(verification);
  return { checked, counts: Object.fromEntries(findings.counts), findings: findings.listed };
}
