import type { IncomingMessage, ServerResponse } from 'node:http';
import { reply } from '../reply.ts';
import { createReader } from './built.ts';

/** The console, which uses the public API alone. */
export interface Console {
  /** Serves what is under `/console/`. Resolves to false where there is no such file. */
  serve(req: IncomingMessage, res: ServerResponse, path: string): Promise<boolean>;
}

const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "connect-src 'self'",
  // Its components set the colours of the theme with style elements.
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const pageHeaders = {
  'content-security-policy': policy,
  'cross-origin-opener-policy': 'same-origin',
  'cache-control': 'no-cache',
};
const html = 'text/html; charset=utf-8';

/** `folder`: where `npm run console:build` has put it. */
export function createConsole(folder: string): Console {
  const read = createReader(folder);
  return {
    async serve(_req, res, path) {
      const built = await read();
      const name = path.slice('/console/'.length);
      if (built === null) {
        reply(res, 503, html, notBuilt, { ...pageHeaders, 'retry-after': '1' });
        return true;
      }
      if (!name.startsWith('assets/')) {
        reply(res, 200, html, pageAt(built.page, name), pageHeaders);
        return true;
      }
      const asset = built.assets.get(name.slice('assets/'.length));
      if (asset === undefined) return false;
      // A name has a hash of the content in it, so it is kept for good.
      reply(res, 200, asset.contentType, asset.gzipped, {
        'cache-control': 'public, max-age=31536000, immutable',
        'content-encoding': 'gzip',
      });
      return true;
    },
  };
}

/** Addresses in the page are relative, so that the server may be below any address. */
function pageAt(page: string, name: string): string {
  const depth = name.split('/').length - 1;
  return page.replaceAll('"./', `"${'../'.repeat(depth) || './'}`);
}

const notBuilt = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width" />
    <meta name="color-scheme" content="light dark" />
    <meta http-equiv="refresh" content="1" />
    <title>Paygraph console</title>
  </head>
  <body>
    <main>
      <h1>The console is not built yet</h1>
      <p>
        <code>npm start</code> builds it within seconds, and this page then shows it. Elsewhere, build it with
        <code>npm run console:build</code>.
      </p>
    </main>
  </body>
</html>
`;
