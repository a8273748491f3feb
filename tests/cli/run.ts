import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import type { TestApp } from '../support/app.ts';

const root = join(import.meta.dirname, '..', '..');
const program = join(root, 'node_modules', '.bin', 'paygraph');

export interface Ran {
  code: number | null;
  out: string;
  errors: string;
  /** The lines of the standard output. */
  lines: string[];
  /** The same, read as JSON. */
  values: () => unknown[];
}

export interface RunOptions {
  environment?: Readonly<Record<string, string>>;
  input?: string | Buffer;
  signal?: AbortSignal;
}

type Of = Pick<TestApp, 'url' | 'key'> | null;

/** Runs `paygraph` as a shell would, until it has ended. `of`: the server and the key in its environment. */
export async function paygraph(
  of: Of,
  parameters: readonly string[],
  { environment = {}, input = '', signal }: RunOptions = {},
): Promise<Ran> {
  const server = of === null ? {} : { PAYGRAPH_URL: of.url, PAYGRAPH_KEY: of.key };
  const { PATH = '', HOME = '' } = process.env;
  const child = spawn(process.execPath, [program, ...parameters], {
    env: { PATH, HOME, ...server, ...environment },
    ...(signal === undefined ? {} : { signal, killSignal: 'SIGINT' }),
  });
  child.on('error', () => undefined);
  child.stdin.on('error', () => undefined);
  child.stdin.end(input);
  const ended = new Promise<number | null>((resolve) => {
    child.on('close', (code) => resolve(code));
  });
  const [out, errors, code] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
  const lines = out.split('\n').filter((line) => line !== '');
  return { code, out, errors, lines, values: () => lines.map((line): unknown => JSON.parse(line)) };
}

/** Runs it with an open file as its standard output. Returns its exit code. */
export async function paygraphInto(
  { url, key }: Pick<TestApp, 'url' | 'key'>,
  parameters: readonly string[],
  output: number,
): Promise<number | null> {
  const { PATH = '', HOME = '' } = process.env;
  const child = spawn(process.execPath, [program, ...parameters], {
    env: { PATH, HOME, PAYGRAPH_URL: url, PAYGRAPH_KEY: key },
    stdio: ['ignore', output, 'ignore'],
  });
  const [code] = (await once(child, 'exit')) as [number | null];
  return code;
}
