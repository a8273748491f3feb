import { CommandError, exitCodes, refusedError, usageError } from '../errors.ts';

/** A control call of the sandbox (docs/sandbox.md#control-calls). Resolves to its result. */
export type Control = (
  call: string,
  members?: Readonly<Record<string, unknown>>,
) => Promise<unknown>;

const timeoutMs = 30_000;

/** Control calls go to this machine only: the sandbox answers nobody else. Throws a `CommandError`. */
export function controlOf(baseUrl: string, named: string): Control {
  const url = URL.canParse(baseUrl) ? new URL('/__control', baseUrl) : null;
  const isHere = /^(?:localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(url?.hostname ?? '');
  if (url === null || !isHere) {
    throw usageError(`${named} is not a sandbox on this machine: ${baseUrl}`);
  }
  return async (call, members = {}) => {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ call, ...members }),
      redirect: 'manual',
      signal: AbortSignal.timeout(timeoutMs),
    }).catch(() => {
      throw new CommandError(exitCodes.unreachable, `There is no sandbox at ${url.origin}.`);
    });
    const answer = (await response.json().catch(() => null)) as Answer | null;
    if (answer === null) {
      throw new CommandError(exitCodes.unreachable, `There is no sandbox at ${url.origin}.`);
    }
    if (!answer.ok) throw refusedError(`The sandbox refuses "${call}": ${answer.error ?? ''}`);
    return answer.result;
  };
}

interface Answer {
  ok: boolean;
  result?: unknown;
  error?: string;
}
