import type { IncomingMessage, ServerResponse } from 'node:http';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { reply } from './reply.ts';

/** The documentation. Contents are compressed with gzip. */
export interface DocsFiles {
  file(path: string): Promise<DocsFile | null>;
  /** HTML. Null where there is no documentation at all. */
  notFound(path: string): Promise<string | null>;
  /** The policy of its pages. */
  policy: string;
}

export interface DocsFile {
  contentType: string;
  content: Uint8Array;
  etag: string;
}

/** Serves what is under `/docs/`. Resolves to false where there is no documentation. */
export function createDocsRoute(
  docs: DocsFiles,
): (req: IncomingMessage, res: ServerResponse, path: string) => Promise<boolean> {
  const headers = {
    'content-security-policy': `${docs.policy}; frame-ancestors 'none'`,
    'cross-origin-opener-policy': 'same-origin',
  };
  return async (req, res, path) => {
    const name = path.slice('/docs/'.length);
    const found = await docs.file(name);
    if (!found) {
      const html = await docs.notFound(name);
      if (html !== null) reply(res, 404, 'text/html; charset=utf-8', html, headers);
      return html !== null;
    }
    const { contentType, content, etag } = found;
    const caching = { ...headers, etag, 'cache-control': 'no-cache', vary: 'accept-encoding' };
    if (req.headers['if-none-match'] === etag) {
      res.writeHead(304, caching).end();
    } else if (/\bgzip\b/.test(req.headers['accept-encoding']?.toString() ?? '')) {
      const body = Buffer.from(content.buffer, content.byteOffset, content.byteLength);
      reply(res, 200, contentType, body, { ...caching, 'content-encoding': 'gzip' });
    } else {
      reply(res, 200, contentType, await promisify(gunzip)(content), caching);
    }
    return true;
  };
}
