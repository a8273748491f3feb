import { readFile } from 'node:fs/promises';
import { stripTypeScriptTypes } from 'node:module';
import { parentPort, workerData } from 'node:worker_threads';

/** What the thread is started with. Paths are relative to `root`. */
export interface StripData {
  root: string;
  entry: string;
}

const { root, entry } = workerData as StripData;
parentPort?.postMessage(await modulesFrom(entry));

/** A module without its types, and all that it imports, by their paths. */
async function modulesFrom(first: string): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  const wanted = new Set([first]);
  for (const path of wanted) {
    const url = new URL(path, root);
    // oxlint-disable-next-line no-await-in-loop -- What comes next is in the text.
    const text = stripTypeScriptTypes(await readFile(url, 'utf8'));
    found.set(path, text);
    for (const [, specifier = ''] of text.matchAll(/\bfrom '(\.[^']+)';/g)) {
      wanted.add(new URL(specifier, url).href.slice(root.length));
    }
  }
  return found;
}
