import { parentPort, workerData } from 'node:worker_threads';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { renderSite } from './site.ts';
import type { SiteInput } from './site.ts';

const files = await renderSite(workerData as SiteInput);
const compressed = Array.from(files, async ([path, file]) => {
  return [path, { ...file, content: await promisify(gzip)(file.content) }] as const;
});
parentPort?.postMessage(new Map(await Promise.all(compressed)));
