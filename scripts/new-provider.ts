// Writes the skeleton of a provider: its six files, its double, its conformance test and its page. Within this
// repository, or with `--outside <folder>` as a package of its own.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { format, resolveConfig } from 'prettier';
import { contractVersion } from '../src/providers/kit/contract/version.ts';
import { askForFamily, familyOptions, familyProblem, partsOf } from './new-provider/family.ts';
import { asOutside, render } from './new-provider/render.ts';

const root = join(import.meta.dirname, '..');
const templates = join(import.meta.dirname, 'new-provider');

/** The target path of each template. */
type Targets = Readonly<Record<string, string>>;

const sources = ['index', 'config', 'client', 'mapping', 'operations', 'webhook'];
const sourcesIn = (folder: string): Targets =>
  Object.fromEntries(sources.map((file) => [`${file}.ts`, `${folder}/${file}.ts`]));

const inside = (name: string): Targets => ({
  ...sourcesIn(`src/providers/${name}`),
  'sandbox.ts': `sandbox/${name}/start.ts`,
  'subject.ts': `tests/providers/${name}/subject.ts`,
  'conformance.test.ts': `tests/providers/${name}/conformance.test.ts`,
  'page.md': `docs/providers/${name}.md`,
});

const outside: Targets = {
  ...sourcesIn('src'),
  'sandbox.ts': 'double/start.ts',
  'subject.ts': 'test/subject.ts',
  'outside/main.ts': 'double/main.ts',
  'outside/conformance.test.ts': 'test/conformance.test.ts',
  'outside/package.json': 'package.json',
  'outside/tsconfig.json': 'tsconfig.json',
  'outside/tsconfig.build.json': 'tsconfig.build.json',
  'page.md': 'README.md',
};

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** The spellings of a provider's name, such as acme-pay, and the versions of what a package needs. */
function namesFor(name: string): Readonly<Record<string, string>> {
  const names = name.split('-').map(capital);
  const pascal = names.join('');
  const { dependencies, devDependencies } = JSON.parse(
    readFileSync(join(root, 'package.json'), 'utf8'),
  ) as Record<'dependencies' | 'devDependencies', Record<string, string>>;
  return {
    kebab: name,
    SNAKE: name.toUpperCase().replaceAll('-', '_'),
    camel: pascal.charAt(0).toLowerCase() + pascal.slice(1),
    Pascal: pascal,
    Title: names.join(' '),
    contract: contractVersion,
    zod: dependencies['zod'] ?? '',
    typescript: devDependencies['typescript'] ?? '',
    typesNode: devDependencies['@types/node'] ?? '',
  };
}

/** Why a provider cannot have this name, or null. */
function problemOf(name: string | undefined, folder: string | undefined): string | null {
  if (name === undefined) return 'usage: npm run new-provider -- <name> [--outside <folder>]';
  if (!/^[a-z][a-z0-9]*(?:-[a-z][a-z0-9]*)*$/.test(name)) {
    return `${name} is not a name: lower-case words that begin with a letter, joined by "-", as in acme-pay`;
  }
  const paths = [...Object.values(inside(name)).map(dirname), `docs/providers/${name}.md`];
  const existing =
    folder === undefined
      ? paths.find((path) => path.includes(name) && existsSync(join(root, path)))
      : [folder].find((path) => existsSync(path));
  return existing === undefined ? null : `${existing} is there already`;
}

const nextInside = ({ camel, kebab }: Readonly<Record<string, string>>): string => `
  1. Register it: add this line to src/providers/registry.ts

       export { ${camel} } from './${kebab}/index.ts';

  2. Write anew what follows from the code

       npm run schema && npm run codegen && npm run providers

  3. See what is left to do

       npm test -- tests/providers/${kebab}

docs/adding-a-provider.md says what each file is for.`;

const nextOutside = (folder: string): string => `
  1. Pack the kit, and install it there

       npm pack -w packages/provider-kit --pack-destination ${folder}
       cd ${folder} && npm install --no-save ./paygraph-provider-kit-${contractVersion}.tgz

  2. See what is left to do, in that folder

       npm test

  3. Start its double, and Paygraph with it

       node double/main.ts
       PAYGRAPH_PROVIDERS=${folder}/src npm start

docs/adding-a-provider.md says what each file is for.`;

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { ...familyOptions, outside: { type: 'string' } },
});
const [name] = positionals;
const { outside: folder, ...chosen } = values as Record<string, string | undefined>;
const problem = problemOf(name, folder) ?? familyProblem(chosen);
if (name === undefined || problem !== null) {
  console.error(problem);
  process.exitCode = 1;
} else {
  await write(name);
}

async function write(kebab: string): Promise<void> {
  const family = await askForFamily(chosen);
  const wrong = familyProblem(family);
  if (wrong !== null) {
    console.error(wrong);
    process.exitCode = 1;
    return;
  }
  const isOutside = folder !== undefined;
  const parts = { ...partsOf(family), outside: isOutside };
  const names = namesFor(kebab);
  const targets = isOutside ? outside : inside(kebab);
  const base = isOutside ? resolve(folder) : root;
  const config = await resolveConfig(join(root, 'package.json'));
  for (const [template, target] of Object.entries(targets)) {
    const rendered = render(
      readFileSync(join(templates, `${template}.tmpl`), 'utf8'),
      names,
      parts,
    );
    const text = isOutside && target.endsWith('.ts') ? asOutside(rendered, kebab) : rendered;
    const path = join(base, target);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, await format(text, { ...config, filepath: path }), { flag: 'wx' });
  }
  const list = Object.values(targets).map((target) => `  ${target}`);
  const next = isOutside ? nextOutside(base) : nextInside(names);
  console.log(`Written:\n\n${list.join('\n')}\n\nNext:\n${next}`);
}
