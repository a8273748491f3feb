import { once } from 'node:events';
import { promisify } from 'node:util';
import { Worker } from 'node:worker_threads';
import { gunzip } from 'node:zlib';
import { policy } from './policy.ts';
import type { SiteFile, SiteFiles, SiteInput } from './site.ts';

/** The documentation, as a server serves it. Contents are compressed with gzip. */
export interface Docs {
  /** Resolves to null where there is no such file. A folder is its `index.html`. */
  file(path: string): Promise<SiteFile | null>;
  /** The HTML that says so. Null where there is no documentation at all. */
  notFound(path: string): Promise<string | null>;
  /** The Content-Security-Policy of its pages. */
  policy: string;
}

/**
 * Makes the site with the first request, in a thread of its own: nobody waits for it but the one who reads it. It is
 * made once. A failure is made up for with the next request.
 */
export function createDocs(input: () => SiteInput): Docs {
  let site: Promise<SiteFiles> | null = null;
  const load = async (): Promise<SiteFiles> => {
    site ??= render(input());
    try {
      return await site;
    } catch (error) {
      site = null;
      throw error;
    }
  };
  return {
    policy,
    async file(path) {
      const name = path === '' || path.endsWith('/') ? `${path}index.html` : path;
      return (await load()).get(name) ?? null;
    },
    async notFound(path) {
      const page = (await load()).get('404.html');
      if (!page) return null;
      const html = (await promisify(gunzip)(page.content)).toString();
      const up = '../'.repeat(path.split('/').length - 1);
      return html.replaceAll(/ (href|src)="(?!#|https?:)/g, ` $1="${up}`);
    },
  };
}

async function render(input: SiteInput): Promise<SiteFiles> {
  const worker = new Worker(new URL('worker.ts', import.meta.url), { workerData: input });
  try {
    const [files] = (await once(worker, 'message')) as [SiteFiles];
    return files;
  } finally {
    await worker.terminate();
  }
}
