import { createWriteStream, lstatSync, renameSync, rmSync } from 'node:fs';
import { Readable } from 'node:stream';
import type { ReadableStream } from 'node:stream/web';
import { pipeline } from 'node:stream/promises';
import { CommandError, exitCodes, refusedError, usageError } from '../errors.ts';
import type { Command, CommandContext } from '../command.ts';
import { plain } from '../terminal.ts';
import type { Terminal } from '../terminal.ts';

const kinds = ['orders', 'refunds', 'settlements', 'abnormal-payments', 'movements', 'events'];

export const exportCommand: Command = {
  name: 'export',
  summary: 'Writes all records of a kind as CSV or as JSON lines.',
  operands: 'NAME',
  count: [1, 1],
  options: {
    after: { value: 'CURSOR', help: 'Only what came after it. Default: from the beginning.' },
    to: { value: 'CURSOR', help: 'Only what came up to it. Default: all that there is now.' },
    output: { value: 'FILE', help: 'Writes there instead of to the standard output.' },
  },
  notes: [
    `NAME is one of ${kinds.join(', ')}, with .csv or .ndjson: orders.csv. The key needs the scope READ.`,
    'The cursor up to which it goes is written to the standard error: the next export begins --after it.',
    'The file appears when it is complete.',
  ].join('\n'),
  run: runExport,
};

async function runExport({
  operands: [name = ''],
  options,
  api,
  terminal,
  signal,
}: CommandContext) {
  const [, kind = ''] = /^([a-z-]+)\.(?:csv|ndjson)$/.exec(name) ?? [];
  if (!kinds.includes(kind)) {
    throw usageError(`"${name}" is not one of ${kinds.join(', ')} with .csv or .ndjson.`);
  }
  const parameters = new URLSearchParams();
  for (const parameter of ['after', 'to']) {
    const value = options.text(parameter);
    if (value !== null) parameters.set(parameter, value);
  }
  const query = parameters.size === 0 ? '' : `?${parameters.toString()}`;
  const response = await api.get(`/exports/${name}${query}`, signal);
  if (response.status !== 200 || response.body === null) throw await refusalOf(response, name);
  const cursor = response.headers.get('x-paygraph-cursor');
  await save(response.body, options.text('output'), terminal);
  if (cursor !== null) terminal.note(`paygraph: up to ${plain(cursor)}`);
  return exitCodes.done;
}

async function refusalOf(response: Response, name: string): Promise<CommandError> {
  const text = (await response.text().catch(() => '')).slice(0, 500);
  const { status } = response;
  if (status === 401 || status === 403) {
    return new CommandError(exitCodes.forbidden, `HTTP ${status}: the key may not export.`);
  }
  if (status === 404) return refusedError(`HTTP 404: this server does not export ${name}.`);
  return refusedError(`HTTP ${status}: ${plain(text)}`);
}

async function save(
  body: globalThis.ReadableStream<Uint8Array>,
  file: string | null,
  terminal: Terminal,
): Promise<void> {
  const bytes = Readable.fromWeb(body as ReadableStream<Uint8Array>);
  // A link, a pipe or a device is written to: what is there stays what it is.
  const isReplaced =
    file !== null && (lstatSync(file, { throwIfNoEntry: false })?.isFile() ?? true);
  const part = `${file ?? ''}.part`;
  try {
    if (file !== null) {
      await pipeline(bytes, createWriteStream(isReplaced ? part : file));
      if (isReplaced) renameSync(part, file);
      return;
    }
    for await (const chunk of bytes) await terminal.write(chunk as Uint8Array);
  } catch (error) {
    if (isReplaced) rmSync(part, { force: true });
    const why = error instanceof Error ? error.message : 'lost';
    throw new CommandError(
      exitCodes.unreachable,
      `The export broke off, and is not complete: ${why}`,
    );
  }
}
