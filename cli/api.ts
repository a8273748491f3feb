import { readFileSync } from 'node:fs';
import { CommandError, exitCodes, refusedError, usageError } from './errors.ts';
import type { Options } from './options.ts';

/** A Paygraph server, with a key. */
export interface Api {
  /** Of the GraphQL endpoint. */
  url: string;
  /** Throws a `CommandError` where none is set. */
  key(): string;
  /** Throws a `CommandError` for whatever goes wrong. */
  request<Data>(document: string, variables?: Readonly<Record<string, unknown>>): Promise<Data>;
  /** Gets what is below the address of the server. The answer may have any status. */
  get(path: string, signal: AbortSignal): Promise<Response>;
}

type Environment = Readonly<Record<string, string | undefined>>;

const defaultUrl = 'http://127.0.0.1:4000';
const timeoutMs = 60_000;

export function createApi(options: Options, environment: Environment): Api {
  const base = readBase(options.text('url') ?? environment['PAYGRAPH_URL'] ?? defaultUrl);
  const key = (): string => readKey(options.text('key-file'), environment);
  const url = `${base}/graphql`;
  return {
    url,
    key,
    get: (path, signal) =>
      reach(base + path, {
        headers: { authorization: `Bearer ${key()}` },
        redirect: 'manual',
        signal,
      }),
    async request<Data>(document: string, variables = {}) {
      const response = await reach(url, {
        method: 'POST',
        headers: { authorization: `Bearer ${key()}`, 'content-type': 'application/json' },
        body: JSON.stringify({ query: document, variables }),
        redirect: 'manual',
        signal: AbortSignal.timeout(timeoutMs),
      });
      return dataOf(await answerOf(response, url)) as Data;
    },
  };
}

/** Without a slash at its end. The key is not sent over a network that can be read. */
function readBase(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || !/^https?:$/.test(url.protocol)) {
    throw usageError(`--url (or PAYGRAPH_URL) must be an http or https address, not "${text}".`);
  }
  const isHere = /^(?:localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(url.hostname);
  if (url.protocol === 'http:' && !isHere) {
    throw usageError('--url (or PAYGRAPH_URL) must be https, except for a server on this machine.');
  }
  return `${url.origin}${url.pathname}`.replace(/\/+$/, '').replace(/\/graphql$/, '');
}

function readKey(file: string | null, environment: Environment): string {
  const key = file === null ? environment['PAYGRAPH_KEY'] : contentOf(file);
  if (key === undefined || key.trim() === '') {
    throw usageError('There is no API key: set PAYGRAPH_KEY, or name a file with --key-file.');
  }
  const trimmed = key.trim();
  // What is no header would be told in the error of whoever sends it.
  if (!/^[\x21-\x7e]+$/.test(trimmed)) {
    throw usageError('The API key is not one word of letters, digits and signs: it is not sent.');
  }
  return trimmed;
}

function contentOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    throw usageError(`--key-file: ${file} cannot be read.`);
  }
}

async function reach(url: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(url, init);
  } catch (error) {
    const { code, message } = ((error as { cause?: unknown }).cause ?? error) as Partial<Reason>;
    const why = code ?? message ?? 'failed';
    throw new CommandError(exitCodes.unreachable, `${url} cannot be reached: ${why}.`);
  }
}

interface Reason {
  code: string;
  message: string;
}

interface Answer {
  data?: unknown;
  errors?: readonly { message: string; extensions?: { code?: string } }[];
}

async function answerOf(response: Response, url: string): Promise<Answer> {
  const text = await response.text().catch(() => '');
  try {
    const answer: unknown = JSON.parse(text);
    if (typeof answer === 'object' && answer !== null) return answer;
  } catch {
    // Reported below: it is no answer of the API.
  }
  const what = `${url} answered HTTP ${response.status} and no GraphQL`;
  throw new CommandError(exitCodes.unreachable, `${what}: is it Paygraph?`);
}

const mayNot: ReadonlySet<string> = new Set(['UNAUTHENTICATED', 'FORBIDDEN']);

function dataOf({ data, errors = [] }: Answer): unknown {
  const [first] = errors;
  if (first === undefined) return data;
  const code = first.extensions?.code ?? 'error';
  const exitCode = mayNot.has(code) ? exitCodes.forbidden : exitCodes.refused;
  throw new CommandError(exitCode, `${code}: ${first.message}`);
}

/** A result of a mutation: its success, or a `CommandError` with the sentence of its failure. */
export function successOf<Success>(
  result: ({ __typename: string } & Partial<Failed>) | Success,
): Success {
  const failed = result as Partial<Failed>;
  if (failed.errorCode === undefined) return result as Success;
  const issues = failed.issues?.map(({ path, message }) => `${path.join('.')} ${message}`) ?? [];
  throw refusedError([`${failed.errorCode}: ${failed.message ?? ''}`, ...issues].join('\n'));
}

interface Failed {
  errorCode: string;
  message: string;
  issues: readonly { path: readonly string[]; message: string }[];
}
