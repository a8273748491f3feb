import { setTimeout as sleep } from 'node:timers/promises';
import { openBed } from './bed.ts';
import type { Sickness } from './sicknesses.ts';

export interface Outcome {
  acknowledged: number;
  repeated: number;
  findings: string[];
}

/**
 * Load on a healthy machine, on a sick one, and on the same process once it is well again. Then the process is killed,
 * and another one has to have all that was acknowledged.
 */
export async function run(
  { suffer }: Sickness,
  options: { ms: number; seed: string },
): Promise<Outcome> {
  const bed = await openBed();
  try {
    const findings = await suffer(bed, options);
    await bed.untilAnswered();
    await bed.underLoad(() => sleep(options.ms / 2));
    await bed.restart();
    await bed.untilAnswered();
    findings.push(...(await bed.check()));
    return { acknowledged: bed.acknowledged.length, repeated: bed.repeated(), findings };
  } finally {
    await bed.close();
  }
}
