import { spawn } from 'node:child_process';
import { once } from 'node:events';

/** Attaches strace to a process. The returned function detaches it; the process goes on. */
export async function attach(
  pid: number,
  parameters: readonly string[],
): Promise<() => Promise<void>> {
  const child = spawn('strace', ['-f', '-p', String(pid), ...parameters], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  const attached = new Promise<void>((resolve, reject) => {
    child.once('error', (error) => reject(new Error(`strace is needed: ${error.message}`)));
    child.once('exit', () => reject(new Error(`strace has ended: ${said}`)));
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      said += text;
      if (said.includes('attached')) resolve();
    });
  });
  await attached;
  return async () => {
    const ended = once(child, 'exit');
    child.kill('SIGINT');
    await ended;
  };
}
