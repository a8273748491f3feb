import { startSandbox } from '../../../sandbox/sandbox.ts';
import { outsideOf } from './outside.ts';

/** The process of the outside world: it answers its parent, and is never killed before the end. */

interface Question {
  id: number;
  ask: string;
  given: unknown[];
}

const sandbox = await startSandbox();
const outside = outsideOf(sandbox) as unknown as Record<string, (...given: unknown[]) => unknown>;

process.on('message', (message: Question) => {
  if (message.ask !== undefined) void answer(message);
});
process.send?.({ ready: true });

async function answer({ id, ask, given }: Question): Promise<void> {
  try {
    process.send?.({ id, result: await outside[ask]?.(...given) });
  } catch (error) {
    process.send?.({ id, error: error instanceof Error ? error.stack : String(error) });
  }
}
