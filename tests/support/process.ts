import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { eventually } from './app.ts';
import { ofMachine } from './machine.ts';

export interface PaygraphOptions {
  databaseUrl: string;
  adminKey: string;
  /** Default: the server alone. */
  program?: 'demo/main.ts' | 'src/main.ts';
  /** Default 0: any free port. */
  port?: number;
  env?: Readonly<Record<string, string>>;
  /** Modules that are loaded first. */
  preload?: readonly string[];
  /** Called with each line that the process writes. */
  onLine?: (line: string) => void;
  /** Called with all that the process writes, standard error included, which is otherwise passed on. */
  onOutput?: (text: string) => void;
}

/** A busy machine starts processes slowly. */
const patienceMs = 60_000;

export interface PaygraphProcess {
  /** `http://…` without a trailing slash. */
  base: string;
  child: ChildProcess;
  /** SIGKILL; resolves when the process is gone. */
  kill(): Promise<void>;
}

/**
 * A real program in its own process, without the sandbox unless `env` has it. Resolves once it accepts requests.
 */
export async function startPaygraph(
  options: PaygraphOptions,
  onSpawn: (process: Pick<PaygraphProcess, 'child' | 'kill'>) => void = () => undefined,
): Promise<PaygraphProcess> {
  const { databaseUrl, adminKey, port = 0, env = {}, preload = [], onLine, onOutput } = options;
  const { program = 'src/main.ts' } = options;
  const flags = preload.flatMap((path) => ['--import', path]);
  const child = spawn(process.execPath, [...flags, program], {
    env: {
      ...ofMachine,
      PORT: String(port),
      DATABASE_URL: databaseUrl,
      PAYGRAPH_ADMIN_KEY: adminKey,
      PAYGRAPH_MASTER_KEY: Buffer.alloc(32, 7).toString('base64'),
      PAYGRAPH_SANDBOX: 'off',
      LOG_LEVEL: 'silent',
      ...env,
    },
    stdio: ['ignore', 'pipe', onOutput === undefined ? 'inherit' : 'pipe', 'ipc'],
  });
  const kill = async (): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, 'exit');
    child.kill('SIGKILL');
    await gone;
  };
  onSpawn({ child, kill });
  child.stderr?.setEncoding('utf8').on('data', (text: string) => onOutput?.(text));
  let output = '';
  let base: string | null = null;
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    onOutput?.(text);
    output += text;
    const lines = output.split('\n');
    output = lines.pop() ?? '';
    for (const line of lines) {
      base ??= /ready on (http:\/\/[^/]+)\//.exec(line)?.[1] ?? null;
      onLine?.(line);
    }
  });
  const ready = await eventually(async () => {
    const { exitCode, signalCode } = child;
    if (exitCode !== null || signalCode !== null) {
      throw new Error(`it ended with ${signalCode ?? exitCode ?? ''}`);
    }
    return base;
  }, patienceMs);
  return { base: ready, child, kill };
}
