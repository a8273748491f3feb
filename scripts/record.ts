// Writes what a provider's test environment answered to a running Paygraph, for the provider's double to be held
// against (docs/adding-a-provider.md#recordings).
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { createApi } from '../cli/api.ts';
import { recordingsOf } from './record/recordings.ts';

const usage =
  'usage: PAYGRAPH_KEY=… npm run record -- <provider> [--url <Paygraph>] [--to <file>]\n' +
  'The key needs the scope READ. The file is tests/providers/<provider>/recorded.json by default.';

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { url: { type: 'string' }, to: { type: 'string' } },
});
const [name, ...more] = positionals;
try {
  if (name === undefined || more.length > 0) throw new Error(usage);
  const options = {
    text: (option: string) => (option === 'url' ? (values.url ?? null) : null),
    list: () => [],
    isSet: () => false,
  };
  const api = createApi(options, process.env);
  const { recordings, left } = await recordingsOf(api, name.toUpperCase().replaceAll('-', '_'));
  const file = values.to ?? `tests/providers/${name}/recorded.json`;
  writeFileSync(file, `${JSON.stringify(recordings, null, 2)}\n`);
  console.log(`${recordings.length} answers, each of another form, are in ${file}.`);
  if (left > 0) console.log(`${left} were left out: they are not JSON, or were cut.`);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
