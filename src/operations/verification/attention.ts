import { openReasons } from '../../domain/attention/attention.ts';
import type { Attention, Holding } from '../../domain/attention/attention.ts';
import { nothingNamed } from '../../domain/attention/named.ts';
import { itemsOfSubjects } from '../../store/queries/attention/items.ts';
import { hasUnmatched } from '../../store/queries/attention/unmatched-records.ts';
import type { Verification } from './verification.ts';

interface Attended {
  id: string;
  attention: Attention;
}

/** What the reasons of a record are derived from, beside the record itself. */
export const attendingOf = ({ attention }: Attended) => ({
  before: attention,
  named: nothingNamed,
});

/** The reasons of a record are those that follow from it. */
export function checkReasons(
  { findings }: Verification,
  table: string,
  { id, attention }: Attended,
  holding: Holding,
): void {
  const [expected, stored] = [holding, attention].map((of) => Object.keys(of).toSorted().join());
  findings.compare('attention', table, id, expected, stored);
}

/** Each reason that is open has its item, and no other has one. */
export async function checkItems(
  { sql, findings }: Verification,
  table: string,
  expected: ReadonlyMap<string, readonly string[]>,
): Promise<void> {
  const items = await itemsOfSubjects(sql, [...expected.keys()]);
  const stored = Map.groupBy(items, ({ subjectId }) => subjectId);
  for (const [id, reasons] of expected) {
    const listed = (stored.get(id) ?? []).map(({ reason }) => reason);
    const [should, is] = [reasons, listed].map((some) => some.toSorted().join());
    findings.compare('attention', table, id, should, is);
  }
}

export const openReasonsOf = (records: readonly Attended[]): Map<string, readonly string[]> =>
  new Map(records.map(({ id, attention }) => [id, openReasons(attention)]));

/** An account needs a person while the provider has what is not known here, or where it was not reached. */
export async function checkAccountItems(
  verification: Verification,
  accounts: readonly { id: string; unreached_since: number | null }[],
): Promise<void> {
  const { sql, findings } = verification;
  const items = await itemsOfSubjects(
    sql,
    accounts.map(({ id }) => id),
  );
  for (const { id, unreached_since: unreachedSince } of accounts) {
    const has = (reason: string): boolean =>
      items.some((item) => item.subjectId === id && item.reason === reason);
    const table = 'provider_accounts';
    const isToCompare = await hasUnmatched(sql, id);
    findings.compare('attention', table, id, isToCompare, has('DIFFERENCE'));
    // An item comes five minutes after the time.
    const isUnreached = has('ACCOUNT_UNREACHABLE') ? 'a time' : 'none';
    if (unreachedSince === null) findings.compare('attention', table, id, 'none', isUnreached);
  }
}
