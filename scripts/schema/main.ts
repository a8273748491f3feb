/**
 * Writes schema.graphql from the code. With `--check` it changes nothing and fails where the file is out of date, or
 * where the schema breaks clients of the last release without a decision. With `--release` it also writes
 * schema.released.graphql, under the version of package.json.
 */
import { globSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { lexicographicSortSchema, printSchema } from 'graphql';
import { schema } from '../loaded-schema.ts';
import { evolutionOf, headingFor, readRelease, releaseOf } from './evolution.ts';

const root = join(import.meta.dirname, '../..');
const read = (path: string): string => readFileSync(join(root, path), 'utf8');
const write = (path: string, text: string): void => writeFileSync(join(root, path), text);

const printed = `${printSchema(lexicographicSortSchema(schema))}\n`;
const checks = process.argv.includes('--check');
const releases = process.argv.includes('--release');

function fail(message: string): void {
  process.stderr.write(`${message}\n`);
  process.exitCode = 1;
}

const lines = (changes: readonly string[]): string => changes.map((one) => `\n  ${one}`).join('');

/** Tells what clients of the last release notice. False where it breaks them and nobody has decided that. */
function isKept(): boolean {
  const release = readRelease(read('schema.released.graphql'));
  const decisions = globSync('docs/decisions/*.md', { cwd: root }).map(read);
  const { undecided, dangerous } = evolutionOf(release, schema, decisions);
  const { version } = release;
  if (dangerous.length > 0) {
    process.stdout.write(
      `clients of ${version} that handle every value or type must be ready for:${lines(dangerous)}\n`,
    );
  }
  if (undecided.length === 0) return true;
  const decide = `a page in docs/decisions/ has to name it under "${headingFor(version)}"`;
  fail(`this breaks clients of ${version}, and ${decide}:${lines(undecided)}`);
  return false;
}

if (checks) {
  if (read('schema.graphql') !== printed) {
    fail('schema.graphql is not what the code says: run npm run schema');
  }
  isKept();
} else {
  write('schema.graphql', printed);
  if (releases && isKept()) {
    const { version } = JSON.parse(read('package.json')) as { version: string };
    write('schema.released.graphql', releaseOf(version, printed));
  }
}
