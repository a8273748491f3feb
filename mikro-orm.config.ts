/** For the ORM's command line: `npm run migration:create`. */
import { defineConfig } from '@mikro-orm/sqlite';
import { ormOptions } from './src/store/sqlite/open.ts';

const url = process.env['DATABASE_URL'] ?? 'sqlite:./data/paygraph.sqlite';

export default defineConfig({
  ...ormOptions(url.replace(/^sqlite:/, '')),
  migrations: { path: './src/store/migrations/sqlite', snapshot: false, emit: 'ts' },
});
