import { readdir, readFile, stat } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';

export interface Asset {
  contentType: string;
  /** Compressed with gzip. Every browser that runs modules accepts it. */
  gzipped: Buffer;
}

/** The console as it was built: its one page, and the files that the page loads, by name. */
export interface Built {
  page: string;
  assets: ReadonlyMap<string, Asset>;
}

const types: Readonly<Record<string, string>> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
};

/**
 * Reads what was built into a folder, and again after it was built anew. Resolves to null while nothing is there: a
 * build moves its folder into place as a whole.
 */
export function createReader(folder: string): () => Promise<Built | null> {
  let latest: { changedAt: number; built: Promise<Built> } | null = null;
  return async () => {
    const page = await stat(join(folder, 'index.html')).catch(() => null);
    if (page === null) return null;
    if (latest?.changedAt !== page.mtimeMs) {
      latest = { changedAt: page.mtimeMs, built: readBuilt(folder) };
      latest.built.catch(() => (latest = null));
    }
    return latest.built;
  };
}

async function readBuilt(folder: string): Promise<Built> {
  const names = await readdir(join(folder, 'assets'));
  const assets = names.map(async (name): Promise<[string, Asset]> => {
    const content = await readFile(join(folder, 'assets', name));
    const contentType = types[extname(name)] ?? 'application/octet-stream';
    return [name, { contentType, gzipped: await promisify(gzip)(content) }];
  });
  const page = await readFile(join(folder, 'index.html'), 'utf8');
  return { page, assets: new Map(await Promise.all(assets)) };
}
