/** `npm run prove -- sick [--only TEXT] [--seconds N] [--seed S]`: see docs/proof.md. */
import { randomInt } from 'node:crypto';
import { parseArgs } from 'node:util';
import { run } from './run.ts';
import { sicknesses } from './sicknesses.ts';

const { values } = parseArgs({
  options: {
    only: { type: 'string', default: '' },
    seconds: { type: 'string', default: '4' },
    seed: { type: 'string', default: String(randomInt(1_000_000)) },
  },
});
const print = (line: string): void => void process.stdout.write(`${line}\n`);
print(`seed ${values.seed}`);
for (const [name, sickness] of Object.entries(sicknesses)) {
  if (!name.includes(values.only)) continue;
  const options = { ms: Number(values.seconds) * 1000, seed: values.seed };
  const { acknowledged, repeated, findings } = await run(sickness, options);
  print(
    `${name.padEnd(16)} ${acknowledged} acknowledged, ${repeated} repeated: ${findings.length} findings`,
  );
  for (const finding of findings.slice(0, 20)) print(`  ${finding}`);
  if (findings.length > 0) process.exitCode = 1;
}
