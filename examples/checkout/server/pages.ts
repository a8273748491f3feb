import { readFileSync } from 'node:fs';
import { extname, join, normalize } from 'node:path';
import { build, createServer, defaultClientConditions } from 'vite';
import type { InlineConfig } from 'vite';
import react from '@vitejs/plugin-react';
import type { ServePages } from './shop.ts';

const folder = join(import.meta.dirname, '..', 'web');
const output = join(import.meta.dirname, '..', 'dist');

const pages: InlineConfig = {
  root: folder,
  configFile: false,
  logLevel: 'warn',
  plugins: [react()],
  // In this repository the client is used as it is written. A shop of its own needs no condition.
  resolve: { conditions: ['paygraph-source', ...defaultClientConditions] },
  build: {
    outDir: output,
    emptyOutDir: true,
    rolldownOptions: { input: [join(folder, 'index.html'), join(folder, 'plain.html')] },
  },
};

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
};

/** Builds the pages once, and serves what was built. */
export async function buildPages(): Promise<ServePages> {
  await build(pages);
  return (req, res) => {
    const { pathname } = new URL(req.url ?? '/', 'http://shop');
    const path = normalize(pathname === '/' ? '/index.html' : pathname);
    const type = types[extname(path)];
    const content = type === undefined ? null : readIfThere(join(output, path));
    if (content === null) {
      res.writeHead(404).end();
      return;
    }
    res.writeHead(200, { 'content-type': type, 'cache-control': 'no-cache' }).end(content);
  };
}

function readIfThere(path: string): Buffer | null {
  try {
    return readFileSync(path);
  } catch {
    return null;
  }
}

/** Serves the sources, and shows changes of them in the browser at once. */
export async function refreshPages(): Promise<ServePages> {
  const vite = await createServer({ ...pages, server: { middlewareMode: true } });
  return (req, res) => vite.middlewares(req, res);
}
