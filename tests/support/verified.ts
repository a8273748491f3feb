import type { Rule } from '../../src/operations/verification/findings.ts';
import { verify } from '../../src/operations/verification/verify.ts';
import { openSnapshot } from '../../src/store/open.ts';
import type { Sealer } from '../../src/store/sealing/sealer.ts';

/** What `npm run verify` finds in a database, one line each. */
export async function verified(
  url: string,
  options: { sealer?: Sealer; except?: readonly Rule[] } = {},
): Promise<string[]> {
  const snapshot = await openSnapshot(url);
  try {
    const { findings } = await verify(snapshot, { sealer: null, ...options });
    return findings.map(
      ({ rule, table, id, expected, stored }) =>
        `${rule}: ${table} ${id}: expected ${expected}, stored ${stored}`,
    );
  } finally {
    await snapshot.close();
  }
}
