import { parseArgs } from 'node:util';
import { readMasterKeys } from '../config/master-keys.ts';
import { rules } from '../operations/verification/findings.ts';
import { verify } from '../operations/verification/verify.ts';
import type { Report } from '../operations/verification/verify.ts';
import { openSnapshot } from '../store/open.ts';
import { openSealer } from '../store/sealing/sealer.ts';
import { existingDatabase, print, runCommand } from './command.ts';

/** Holds the database of DATABASE_URL against the rules, and changes nothing (docs/running.md). */
async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      json: { type: 'boolean', default: false },
      most: { type: 'string', default: '20' },
    },
  });
  const url = existingDatabase();
  const [active, ...previous] = readMasterKeys(process.env, url);
  const sealer = active === undefined ? null : openSealer(active, previous);
  const snapshot = await openSnapshot(url);
  try {
    const report = await verify(snapshot, { sealer, most: Number(values.most) });
    print(values.json ? JSON.stringify(report, null, 2) : textOf(report, sealer !== null));
    return report.findings.length === 0 ? 0 : 1;
  } finally {
    await snapshot.close();
  }
}

function textOf({ checked, counts, findings }: Report, isOpened: boolean): string {
  const rows = Object.entries(checked).map(([table, count]) => `${count} ${table}`);
  const lines = findings.map(
    ({ rule, table, id, expected, stored }) =>
      `${rule}: ${table} ${id}: expected ${expected}, stored ${stored}`,
  );
  const summary = Object.entries(counts).map(
    ([rule, count]) => `${rule}: ${count} times not so: ${rules[rule as keyof typeof rules]}`,
  );
  return [
    `Checked ${rows.join(', ') || 'an empty database'}.`,
    ...(isOpened ? [] : ['No master key is set: what is sealed was not opened.']),
    ...lines,
    ...(summary.length === 0 ? ['Every rule holds.'] : summary),
  ].join('\n');
}

await runCommand(main);
