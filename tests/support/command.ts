import { execFile } from 'node:child_process';
import { ofMachine } from './machine.ts';

export interface Ended {
  code: number;
  output: string;
  errors: string;
}

/** Runs `src/commands/<name>.ts` in its own process, with these variables and no others. */
export function runCommand(
  name: string,
  env: Readonly<Record<string, string>>,
  ...args: string[]
): Promise<Ended> {
  const options = { env: { ...ofMachine, ...env } };
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      [`src/commands/${name}.ts`, ...args],
      options,
      (error, output, errors) => {
        resolve({ code: error === null ? 0 : Number(error.code ?? -1), output, errors });
      },
    );
  });
}
