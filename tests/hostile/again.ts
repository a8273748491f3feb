import type { Attack } from './attacks/attack.ts';
import { megabytes, run } from './run.ts';
import type { Testbed } from './testbed/testbed.ts';

/**
 * Bytes by which the process may grow when the same attacks come again: memory that is only kept for later use is
 * allocated once.
 */
const mostGrowth = 128 * 1024 * 1024;
/** Milliseconds. Attacks that last longer are slow by nature, and hold connections but hardly any memory. */
const quickMs = 15_000;

/** Plays all closed loops once more. A leak takes as much memory as the first time. */
export async function playAgain(
  testbed: Testbed,
  attacks: readonly Attack[],
  seconds: number,
): Promise<{ rss: number | null; findings: string[] }> {
  const before = testbed.process.rss();
  const findings: string[] = [];
  for (const attack of attacks) {
    if ((attack.withinMs ?? 0) > quickMs) continue;
    const { findings: found } = await run(testbed, attack, {
      seconds,
      client: null,
      openLoop: false,
    });
    findings.push(...found.map((what) => `${attack.name}, again: ${what}`));
  }
  const rss = testbed.process.rss();
  const grown = (rss ?? 0) - (before ?? 0);
  if (grown > mostGrowth) findings.push(`memory has grown again, by ${megabytes(grown)} MB`);
  return { rss, findings };
}
