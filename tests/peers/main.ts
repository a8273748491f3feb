/** `npm run prove -- peers [<argument of vitest> …]`: see docs/proof.md. */
import { join } from 'node:path';
import { ensureInstalled } from '../../scripts/install.mjs';

await ensureInstalled(import.meta.dirname, { development: true });
const vitest = join(import.meta.dirname, '../../node_modules/vitest/vitest.mjs');
const config = join(import.meta.dirname, 'vitest.config.ts');
process.argv = [process.execPath, vitest, 'run', '--config', config, ...process.argv.slice(2)];
await import(vitest);
