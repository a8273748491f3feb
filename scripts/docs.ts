// Writes the documentation as static files into the folder site/, or the one that is named: node scripts/docs.ts [<folder>]
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { renderSite } from '../src/docs/site.ts';
import { describeSchema } from '../src/graphql/description/describe-schema.ts';
import { schema } from './loaded-schema.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const usual = join(root, 'site');
const [folder = usual] = process.argv.slice(2);
const files = await renderSite({ root, schema: describeSchema(schema) });
// A folder that somebody names may hold other files.
if (folder === usual) await rm(folder, { recursive: true, force: true });
for (const [path, { content }] of files) {
  const target = join(folder, path);
  await mkdir(dirname(target), { recursive: true });
  await writeFile(target, content);
}
console.log(`${files.size} files in ${folder}`);
