// Writes the skeleton of a provider: its six files, its sandbox, its conformance test and its page.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { format, resolveConfig } from 'prettier';

const root = join(import.meta.dirname, '..');
const templates = join(import.meta.dirname, 'new-provider');

/** The target path of each template. */
const targets = (name: string): Readonly<Record<string, string>> => ({
  'index.ts': `src/providers/${name}/index.ts`,
  'config.ts': `src/providers/${name}/config.ts`,
  'client.ts': `src/providers/${name}/client.ts`,
  'mapping.ts': `src/providers/${name}/mapping.ts`,
  'operations.ts': `src/providers/${name}/operations.ts`,
  'webhook.ts': `src/providers/${name}/webhook.ts`,
  'sandbox.ts': `sandbox/${name}/start.ts`,
  'subject.ts': `tests/providers/${name}/subject.ts`,
  'conformance.test.ts': `tests/providers/${name}/conformance.test.ts`,
  'page.md': `docs/providers/${name}.md`,
});

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** The spellings of a provider's name, such as acme-pay. */
function spellings(name: string): Readonly<Record<string, string>> {
  const names = name.split('-').map(capital);
  const pascal = names.join('');
  return {
    kebab: name,
    SNAKE: name.toUpperCase().replaceAll('-', '_'),
    camel: pascal.charAt(0).toLowerCase() + pascal.slice(1),
    Pascal: pascal,
    Title: names.join(' '),
  };
}

/** Why a provider cannot have this name, or null. */
function problemOf(name: string | undefined): string | null {
  if (name === undefined) return 'usage: npm run new-provider -- <name>';
  if (!/^[a-z][a-z0-9]*(?:-[a-z][a-z0-9]*)*$/.test(name)) {
    return `${name} is not a name: lower-case words that begin with a letter, joined by "-", as in acme-pay`;
  }
  const existing = [...Object.values(targets(name)).map(dirname), `docs/providers/${name}.md`].find(
    (path) => path.includes(name) && existsSync(join(root, path)),
  );
  return existing === undefined ? null : `${existing} is there already`;
}

async function write(template: string, target: string, names: Readonly<Record<string, string>>) {
  const text = readFileSync(join(templates, `${template}.tmpl`), 'utf8').replaceAll(
    /\{\{(\w+)\}\}/g,
    (_, spelling: string) => names[spelling] ?? '',
  );
  const path = join(root, target);
  const formatted = await format(text, { ...(await resolveConfig(path)), filepath: path });
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, formatted, { flag: 'wx' });
}

const [name] = process.argv.slice(2);
const problem = problemOf(name);
if (name === undefined || problem !== null) {
  console.error(problem);
  process.exitCode = 1;
} else {
  const files = targets(name);
  const names = spellings(name);
  for (const [template, target] of Object.entries(files)) await write(template, target, names);
  console.log(`Written:

${Object.values(files)
  .map((target) => `  ${target}`)
  .join('\n')}

Next:

  1. Register it: add this line to src/providers/registry.ts

       export { ${names['camel']} } from './${name}/index.ts';

  2. Write anew what follows from the code

       npm run schema && npm run codegen && npm run providers

  3. See what is left to do

       npm test -- tests/providers/${name}

docs/adding-a-provider.md says what each file is for.`);
}
