import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';

export interface Asset {
  contentType: string;
  /** Compressed with gzip. Every browser that can run GraphiQL accepts it. */
  gzipped: Buffer;
  etag: string;
}

const script = 'text/javascript; charset=utf-8';

const ours = ['page.js', 'fetcher.js', 'placeholders.js', 'storage.js'];

/**
 * GraphiQL has a history, but Yoga's page names its own list of plugins without it, and exports none of them. Throws
 * where the bundle is another one.
 */
function withHistory(bundle: string): string {
  const [, history] = /const ([\w$]+)=\{title:"History"/.exec(bundle) ?? [];
  const list = /plugins:\[([\w$]+)\](?=,schemaDescription)/;
  if (history === undefined || !list.test(bundle)) throw new Error('GraphiQL has no history');
  return bundle.replace(list, (_, explorer: string) => `plugins:[${history},${explorer}]`);
}

/** Every file of the page, by its path. They take about 9 MB, so they are loaded with the first request. */
export async function loadGraphiqlAssets(): Promise<ReadonlyMap<string, Asset>> {
  const bundle = await import('@graphql-yoga/render-graphiql/graphiql');
  const files: [name: string, contentType: string, content: string][] = [
    ['graphiql.js', script, withHistory(bundle.js)],
    ['graphiql.css', 'text/css; charset=utf-8', bundle.css],
    ['editorWorkerService.worker.js', script, bundle.editorWorkerService],
    ['json.worker.js', script, bundle.jsonWorker],
    ['graphql.worker.js', script, bundle.graphqlWorker],
  ];
  for (const name of ours) {
    files.push([name, script, await readFile(new URL(name, import.meta.url), 'utf8')]);
  }
  for (const [name, content] of await graphqlWsFiles()) {
    files.push([`graphql-ws/${name}`, script, content]);
  }
  const assets = files.map(async ([name, contentType, content]) => {
    const gzipped = await promisify(gzip)(content);
    const etag = `"${createHash('sha256').update(content).digest('base64url')}"`;
    return [`/graphiql/${name}`, { contentType, gzipped, etag }] as const;
  });
  return new Map(await Promise.all(assets));
}

/** The client is plain ECMAScript and imports only files of its folder, so browsers can run it unbundled. */
async function graphqlWsFiles(): Promise<Map<string, string>> {
  const folder = new URL(import.meta.resolve('graphql-ws/client'));
  const files = new Map<string, string>();
  const wanted = ['client.js'];
  for (const name of wanted) {
    const content = await readFile(new URL(name, folder), 'utf8');
    files.set(name, content);
    for (const [, imported] of content.matchAll(/from '\.\/([\w.-]+\.js)'/g)) {
      if (imported !== undefined && !wanted.includes(imported)) wanted.push(imported);
    }
  }
  return files;
}
