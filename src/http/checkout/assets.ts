import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { stripTypeScriptTypes } from 'node:module';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';

export interface Asset {
  contentType: string;
  /** Compressed with gzip. Every browser that runs modules accepts it. */
  gzipped: Buffer;
}

/** The files of the page. Addresses are relative to the server's base: "checkout/<version>/<path of the source>". */
export interface CheckoutAssets {
  main: string;
  style: string;
  /** Every module that the page runs, so that the browser loads all at once. */
  scripts: readonly string[];
  /** By its path as in an address, whatever the version. */
  find(path: string): { asset: Asset; isCurrent: boolean } | null;
}

const root = new URL('../../../', import.meta.url);
const folder = 'src/http/checkout/page';
const main = `${folder}/main.ts`;
const style = `${folder}/page.css`;

/**
 * Browsers run the sources without their types, unbundled: an address has the path of its source, so relative imports
 * lead to the right file. One version names all files, so they never mix and are kept for good.
 */
export async function loadCheckoutAssets(): Promise<CheckoutAssets> {
  const sources = new Map(await modulesFrom(main));
  sources.set(style, await readFile(new URL(style, root), 'utf8'));
  const hash = createHash('sha256');
  for (const [path, text] of sources) hash.update(`${path}\0${text}\0`);
  const version = hash.digest('base64url').slice(0, 16);
  const assets = new Map(
    await Promise.all(
      Array.from(sources, async ([path, text]): Promise<[string, Asset]> => {
        const type = path.endsWith('.css') ? 'text/css' : 'text/javascript';
        const gzipped = await promisify(gzip)(text);
        return [path, { contentType: `${type}; charset=utf-8`, gzipped }];
      }),
    ),
  );
  const addressOf = (path: string): string => `checkout/${version}/${path}`;
  return {
    main: addressOf(main),
    style: addressOf(style),
    scripts: [...sources.keys()].filter((path) => path.endsWith('.ts')).map(addressOf),
    find(address) {
      const [, named, path = ''] = /^checkout\/([\w-]+)\/(.+)$/.exec(address) ?? [];
      const asset = assets.get(path);
      return asset === undefined ? null : { asset, isCurrent: named === version };
    },
  };
}

/** A module without its types, and all that it imports. */
async function modulesFrom(entry: string): Promise<[path: string, text: string][]> {
  const found = new Map<string, string>();
  const wanted = new Set([entry]);
  for (const path of wanted) {
    const url = new URL(path, root);
    // oxlint-disable-next-line no-await-in-loop -- What comes next is in the text.
    const text = stripTypeScriptTypes(await readFile(url, 'utf8'));
    found.set(path, text);
    for (const [, specifier = ''] of text.matchAll(/\bfrom '(\.[^']+)';/g)) {
      wanted.add(new URL(specifier, url).href.slice(root.href.length));
    }
  }
  return [...found];
}
