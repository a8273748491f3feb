/** `npm run prove -- postgres [<argument of vitest> …]`: see docs/proof.md. */
import { join } from 'node:path';

const vitest = join(import.meta.dirname, '../../../node_modules/vitest/vitest.mjs');
process.env['TEST_POSTGRES'] = 'whole';
process.argv = [process.execPath, vitest, 'run', '--project', 'postgres', ...process.argv.slice(2)];
await import(vitest);
