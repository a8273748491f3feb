import { createHash } from 'node:crypto';
import { glob, readFile } from 'node:fs/promises';
import { posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { SchemaDescription } from '../graphql/description/describe-schema.ts';
import { filesOutside, groupsOf, pathOf, titleOf } from './contents.ts';
import { layOut } from './layout.ts';
import type { NavGroup } from './layout.ts';
import { renderMarkdown } from './markdown.ts';
import type { Page } from './page.ts';
import { referencePages } from './reference/pages.ts';

export interface SiteInput {
  /** The folder of the project, which has README.md and docs/. */
  root: string;
  schema: SchemaDescription;
}

export interface SiteFile {
  contentType: string;
  content: Uint8Array;
  etag: string;
}

/** By their paths from the root of the site. Without the folder docs/ there are none. */
export type SiteFiles = ReadonlyMap<string, SiteFile>;

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
};

const assets = ['site.css', 'site.js', 'search.js', 'theme.js', 'icon.svg'];

/** Makes every file of the site. */
export async function renderSite({ root, schema }: SiteInput): Promise<SiteFiles> {
  const found = await list(root, 'docs/**/*.{md,png,svg}');
  const files = new Map<string, SiteFile>();
  if (found.length === 0) return files;
  const texts = [...found, ...(await list(root, `{${filesOutside.join(',')}}`))].filter((file) =>
    file.endsWith('.md'),
  );
  const { pages, groups } = await readPages(root, texts, found, schema);
  const add = (path: string, content: string | Uint8Array): void => {
    const contentType = types[posix.extname(path)] ?? 'application/octet-stream';
    const etag = `"${createHash('sha256').update(content).digest('base64url')}"`;
    files.set(path, { contentType, content: Buffer.from(content), etag });
  };
  for (const page of [...pages, notFound]) add(page.path, layOut(page, groups));
  add('search.json', JSON.stringify(pages.flatMap(({ entries }) => entries)));
  for (const image of found.filter((file) => !file.endsWith('.md'))) {
    add(image.replace(/^docs\//, ''), await readFile(posix.join(root, image)));
  }
  for (const name of assets) {
    add(`assets/${name}`, await readFile(new URL(`assets/${name}`, import.meta.url)));
  }
  add('assets/minisearch.js', await miniSearch());
  return files;
}

async function readPages(
  root: string,
  texts: readonly string[],
  found: readonly string[],
  schema: SchemaDescription,
): Promise<{ pages: Page[]; groups: NavGroup[] }> {
  const published = new Map([
    ...found.map((file) => [file, file.replace(/^docs\//, '')] as const),
    ...texts.map((file) => [file, pathOf(file)] as const),
    ['schema.graphql', 'reference/index.html'] as const,
  ]);
  const byFile = new Map<string, Page>();
  for (const file of texts) {
    const text = await readFile(posix.join(root, file), 'utf8');
    const page = renderMarkdown({ file, text, path: pathOf(file) }, (name) => published.get(name));
    byFile.set(file, { ...page, title: titleOf(file) ?? page.title });
  }
  const reference = referencePages(schema);
  const { guides, decisions } = groupsOf(new Set(texts));
  const pagesOf = (files: readonly string[]): Page[] =>
    files.flatMap((file) => byFile.get(file) ?? []);
  const groups = [
    ...guides.map(({ title, files }) => ({ title, pages: pagesOf(files) })),
    { title: 'Reference', pages: reference },
    { title: decisions.title, pages: pagesOf(decisions.files) },
  ];
  return { pages: groups.flatMap((group) => group.pages), groups };
}

/** Static hosts show this file too. */
const notFound: Page = {
  path: '404.html',
  title: 'No such page',
  body: `<h1>No such page</h1>
<p>There is nothing at this address. Search for it above, or begin at the
<a href="index.html">first page</a>.</p>`,
  headings: [],
  entries: [],
};

async function list(root: string, pattern: string): Promise<string[]> {
  return (await Array.fromAsync(glob(pattern, { cwd: root }))).toSorted();
}

/** The package as browsers load it. It comes without its map, which only its authors need. */
async function miniSearch(): Promise<string> {
  const file = fileURLToPath(import.meta.resolve('minisearch'));
  return (await readFile(file, 'utf8')).replace(/^\/\/# sourceMappingURL=.*$/m, '');
}
