import { readFile } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import { reply } from '../reply.ts';

/** The documentation has a copy in each place where it is put, so its folder has the file. */
const file = new URL('../../docs/assets/icon.svg', import.meta.url);
let icon: Promise<Buffer> | null = null;

/** Sends the icon of every page. Browsers ask for `/favicon.ico` too, and take whatever picture comes. */
export async function serveIcon(res: ServerResponse): Promise<void> {
  icon ??= readFile(file);
  reply(res, 200, 'image/svg+xml', await icon, { 'cache-control': 'max-age=86400' });
}
