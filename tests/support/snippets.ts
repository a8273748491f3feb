import { execFile } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';

const root = join(import.meta.dirname, '../..');
const client = join(root, 'clients/typescript/src');

export interface Snippet {
  language: string;
  text: string;
}

/** The TypeScript of a page, with the language of each piece. */
export function snippetsOf(page: string): Snippet[] {
  const found = readFileSync(join(root, page), 'utf8').matchAll(/^```(tsx?)\n(.*?)^```$/gms);
  return [...found].map(([, language = '', text = '']) => ({ language, text }));
}

/** The only snippet of the page that has this text in it. */
export function snippetWith(page: string, part: string): Snippet {
  const [found, ...others] = snippetsOf(page).filter(({ text }) => text.includes(part));
  if (found === undefined || others.length > 0) throw new Error(`${page}: not one with ${part}`);
  return found;
}

/** A folder below the root, where the packages of this repository are found. It is gone after `use`. */
async function inFolder<Result>(use: (folder: string) => Promise<Result>): Promise<Result> {
  mkdirSync(join(root, '.vitest'), { recursive: true });
  const folder = mkdtempSync(join(root, '.vitest/snippet-'));
  return use(folder).finally(() => rmSync(folder, { recursive: true }));
}

/** What that snippet exports, with the client as it is written. */
export async function loaded(page: string, part: string): Promise<unknown> {
  const { language, text } = snippetWith(page, part);
  const source = text.replace(
    /'@paygraph\/client(?:\/([\w-]+))?'/g,
    (_, entry = 'index') => `'${join(client, `${entry}.ts`)}'`,
  );
  return inFolder(async (folder) => {
    const file = join(folder, `snippet.${language}`);
    writeFileSync(file, source);
    return (await import(/* @vite-ignore */ file)) as unknown;
  });
}

/** What that snippet, a script, writes into `src/`, from the schema as `paygraph.graphql`. */
export async function written(page: string, part: string, name: string): Promise<string> {
  const { language, text } = snippetWith(page, part);
  return inFolder(async (folder) => {
    mkdirSync(join(folder, 'src'));
    copyFileSync(join(root, 'schema.graphql'), join(folder, 'paygraph.graphql'));
    writeFileSync(join(folder, `script.${language}`), text);
    await promisify(execFile)(process.execPath, [`script.${language}`], { cwd: folder });
    return readFileSync(join(folder, 'src', name), 'utf8');
  });
}
