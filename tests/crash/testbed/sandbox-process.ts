import { startSandbox } from '../../../sandbox/sandbox.ts';
import { outsideOf } from './outside.ts';

/** The process of the outside world. It answers its parent, and is never killed before the end. */

interface Question {
  id: number;
  call: string;
  args: unknown[];
}

const sandbox = await startSandbox();
const outside = outsideOf(sandbox) as unknown as Record<string, (...args: unknown[]) => unknown>;

process.on('message', (message: Question) => {
  if (message.call !== undefined) void answer(message);
});
process.send?.({ ready: true });

async function answer({ id, call, args }: Question): Promise<void> {
  try {
    process.send?.({ id, result: await outside[call]?.(...args) });
  } catch (error) {
    process.send?.({ id, error: error instanceof Error ? error.stack : String(error) });
  }
}
