import type { Report } from './run.ts';

/** The report in lines: what was sent, what was answered, how fast, and what is wrong. */
export function describeReport(
  report: Report,
  seed: string,
  requests: number,
  mad: number,
): string[] {
  const lines: string[] = [];
  let sent = 0;
  for (const [family, statuses] of sorted(report.statuses)) {
    const counts = sorted(statuses).map(([status, count]) => `${status}: ${count}`);
    const total = [...statuses.values()].reduce((sum, count) => sum + count, 0);
    sent += total;
    lines.push(`${family.padEnd(26)} ${String(total).padStart(7)}   ${counts.join('  ')}`);
  }
  const rate = Math.round(sent / report.seconds);
  lines.push(`${sent} sent in ${report.seconds.toFixed(1)} s, ${rate} a second`);
  if (report.findings.size === 0) return [...lines, 'nothing is wrong'];
  for (const [what, { count, numbers, example }] of report.findings) {
    const which = numbers.length === 0 ? '' : `, of ${count}: ${numbers.join(', ')}`;
    lines.push('', `✗ ${what}${which}`, ...example.split('\n').map((line) => `    ${line}`));
  }
  const again = `npm run prove -- fuzz --requests ${requests} --mad ${mad} --seed ${seed} --only NUMBER`;
  return [...lines, '', `one again: ${again}`];
}

const sorted = <Value>(map: ReadonlyMap<string, Value>): [string, Value][] =>
  [...map].toSorted(([a], [b]) => (a < b ? -1 : 1));
