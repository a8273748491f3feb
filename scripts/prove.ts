// Runs the long proofs: npm run prove -- <name> [<argument> …]. Without a name it lists them.
import { join } from 'node:path';
import { proofs } from './proofs.ts';

const [name, ...parameters] = process.argv.slice(2);
const proof = name === undefined ? undefined : proofs[name];
if (proof !== undefined) {
  const module = join(import.meta.dirname, '..', proof.module);
  process.argv = [process.execPath, module, ...parameters];
  await import(module);
} else {
  if (name !== undefined) console.error(`There is no proof ${name}.`);
  console.log('usage: npm run prove -- <name> [<argument> …]\n');
  for (const [known, { shows, duration }] of Object.entries(proofs)) {
    console.log(`  ${known.padEnd(14)} ${duration.padEnd(8)} ${shows}`);
  }
  process.exitCode = name === undefined ? 0 : 1;
}
