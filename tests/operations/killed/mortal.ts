import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { ofMachine } from '../../support/machine.ts';

/** With what something is read or written. */
const steps: readonly unknown[] = 'all get run runEach insertNew allEach commit change scrub'.split(
  ' ',
);

/** What a process that may be killed is started with. `dieAt`: the number of its moment; 0: never. */
export interface Mortal {
  dieAt: number;
}

/**
 * The moments of a process: before and after all that it reads and writes, also between the statements of a
 * transaction. At the one that is numbered `dieAt` it is killed with SIGKILL.
 */
export function momentsOf({ dieAt }: Mortal) {
  let passed = 0;
  const pass = (): void => {
    passed += 1;
    if (passed === dieAt) process.kill(process.pid, 'SIGKILL');
  };
  function watched<T extends object>(target: T): T {
    return new Proxy(target, {
      get(_target, name) {
        const value: unknown = Reflect.get(target, name, target);
        if (typeof value !== 'function') return value;
        if (!steps.includes(name)) return value.bind(target) as unknown;
        return async (...args: unknown[]): Promise<unknown> => {
          pass();
          const result: unknown = await Reflect.apply(value, target, args.map(inside));
          pass();
          return result;
        };
      },
    });
  }
  const inside = (argument: unknown): unknown =>
    typeof argument === 'function' ? (tx: object) => argument(watched(tx)) as unknown : argument;
  // What it waits for does not always keep a process.
  const alive = setInterval(() => undefined, 1_000);
  const end = (): void => {
    clearInterval(alive);
    process.stdout.write(String(passed));
  };
  return { watched, end };
}

/** One of so many moments. */
export const drawn = (most: number): number => 1 + Math.floor(Math.random() * most);

/**
 * Runs a file of this folder in a process of its own. Resolves to how many moments it had, or to null where it was
 * killed.
 */
export async function live<Given extends Mortal>(
  file: string,
  given: Given,
): Promise<number | null> {
  const path = fileURLToPath(new URL(file, import.meta.url));
  const child = spawn(process.execPath, [path, JSON.stringify(given)], {
    env: ofMachine,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
  const [code, signal] = (await once(child, 'close')) as [number | null, string | null];
  if (signal === 'SIGKILL') return null;
  if (code !== 0) throw new Error(`it ended with ${signal ?? code}`);
  return Number(output);
}
