import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { Worker } from 'node:worker_threads';
import { gzip } from 'node:zlib';
import type { StripData } from './strip-thread.ts';

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

/**
 * A module without its types, and all that it imports. In a thread, because it takes 60 ms. Node calls this way of
 * stripping experimental; the thread hides that warning, and everything else of the process still warns.
 */
async function modulesFrom(entry: string): Promise<ReadonlyMap<string, string>> {
  const workerData: StripData = { root: root.href, entry };
  const execArgv = ['--disable-warning=ExperimentalWarning'];
  const program = new URL('strip-thread.ts', import.meta.url);
  const thread = new Worker(program, { workerData, execArgv });
  try {
    const [modules] = await once(thread, 'message');
    return modules as ReadonlyMap<string, string>;
  } finally {
    await thread.terminate();
  }
}
