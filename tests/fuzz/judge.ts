import type { Scanner } from '../hostile/testbed/secrets.ts';
import type { Case } from './case.ts';

/** The answer, whatever transport was used. */
export interface Outcome {
  /** Of HTTP, or of the upgrade; null where the connection ended without one. */
  status: number | null;
  /** Close code of a WebSocket. */
  code: number | null;
  /** Headers and body, or messages. */
  text: string;
  /** The body alone. */
  body: string;
  /** Why there was no answer. */
  error: string | null;
}

/** What nobody outside may read: stacks, files, SQL, names of classes, masked errors. */
const inside: readonly (readonly [what: string, pattern: RegExp])[] = [
  ['a masked error', /"INTERNAL"|Internal error/],
  ['a stack', /\bat [\w.<>[\] ]+ \(.*:\d+:\d+\)|\bat file:|\bat async /],
  ['a path', /node_modules|\/src\/|file:\/\/|\.ts:\d+/],
  ['SQL', /SQLITE|constraint failed|no such (?:table|column)|insert into |near ".*": syntax/i],
  ['an error of the engine', /\b(?:Type|Range|Syntax|Reference|Assertion|Zod|Eval|URI)Error\b/],
  ['a library', /\b(?:MikroORM|better-sqlite|jose|JWSInvalid|JWTInvalid|undici|pothos|yoga)\b/i],
];

/** What is wrong with the answer; empty where nothing is. */
export function judge(one: Case, outcome: Outcome, scanner: Scanner): string[] {
  const complaints = inside
    .filter(([, pattern]) => pattern.test(outcome.text))
    .map(([what]) => `shows ${what}`);
  complaints.push(...scanner.find(outcome.text).map((name) => `shows the ${name}`));
  if (outcome.status !== null && outcome.status >= 500) complaints.push(`status ${outcome.status}`);
  if (outcome.code === 1011 || outcome.code === 4500) complaints.push(`close code ${outcome.code}`);
  const missed = misses(one, outcome);
  if (missed !== null) complaints.push(missed);
  return complaints;
}

function misses({ expect }: Case, outcome: Outcome): string | null {
  const { status, body, error } = outcome;
  if (expect === 'ended') {
    return error === null ? null : `neither answered nor ended: ${error}`;
  }
  if (status === null) return `no answer: ${error ?? ''}`;
  const isRefused = status >= 400 && status < 500;
  switch (expect) {
    case 'refused':
      return isRefused ? null : `${status} where it had to be refused`;
    case 'unauthenticated':
      return status === 401 ? null : `${status} to nobody`;
    case 'acknowledged':
      return status === 200 ? null : `${status} to what has come before`;
    case 'answered':
      return null;
    case 'error':
      return isRefused || hasErrors(body) ? null : `${status} without an error`;
  }
}

/** `errors`, each with a code, or a result whose type is an error. An event stream is read like its data. */
function hasErrors(body: string): boolean {
  const [, data = body] = /^data: (\{.*\})$/m.exec(body) ?? [];
  try {
    const { errors, data: result } = JSON.parse(data) as {
      errors?: { extensions?: { code?: unknown } }[];
      data?: Record<string, { __typename?: string } | null> | null;
    };
    if (errors !== undefined) {
      return errors.length > 0 && errors.every((one) => typeof one.extensions?.code === 'string');
    }
    const results = Object.values(result ?? {});
    return (
      results.length > 0 && results.every((one) => one?.__typename?.endsWith('Error') === true)
    );
  } catch {
    return false;
  }
}
