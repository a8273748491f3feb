import { mkdir, open, readdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';

const unfinished = '.part';

/** The names of the files in a folder that are whole; none where there is no such folder. */
export async function filesIn(folder: string): Promise<string[]> {
  return (await namesIn(folder)).filter((name) => !name.endsWith(unfinished));
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  }
}

/**
 * Writes a file so that it is there whole or not at all, also after a power failure: under another name first, and
 * under its own, which `nameOf` tells afterwards, once it is on the disk. Only the owner may read it. Null: nothing is
 * kept. Removes what attempts that were interrupted have left.
 */
export async function writeDurably(
  folder: string,
  parts: AsyncIterable<string>,
  nameOf: () => string | null,
): Promise<string | null> {
  await makeFolder(folder);
  for (const name of await namesIn(folder)) {
    if (name.endsWith(unfinished)) await rm(join(folder, name), { force: true });
  }
  const temporary = join(folder, `${crypto.randomUUID()}${unfinished}`);
  const file = await open(temporary, 'wx', 0o600);
  try {
    for await (const part of parts) await file.appendFile(part);
    await file.sync();
  } finally {
    await file.close();
  }
  const name = nameOf();
  if (name === null) {
    await rm(temporary, { force: true });
    return null;
  }
  const path = join(folder, name);
  await rename(temporary, path);
  await syncFolder(folder);
  return path;
}

/** The names of new folders are durable with those that hold them. */
async function makeFolder(folder: string): Promise<void> {
  const first = await mkdir(folder, { recursive: true, mode: 0o700 });
  if (first === undefined) return;
  for (let made = folder; made.length >= first.length; made = dirname(made)) {
    await syncFolder(dirname(made));
  }
}

async function syncFolder(folder: string): Promise<void> {
  const entries = await open(folder, 'r');
  try {
    await entries.sync();
  } finally {
    await entries.close();
  }
}
