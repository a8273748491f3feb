import type { Command } from '../command.ts';
import { explainSignatureCommand } from './explain-signature.ts';
import { explainCommand } from './explain.ts';
import { exportCommand } from './export.ts';
import { listenCommand } from './listen.ts';
import { replayCommand } from './replay.ts';
import { sandboxCommand } from './sandbox.ts';
import { triggerCommand } from './trigger.ts';

/** In the order of the help. */
export const commands: readonly Command[] = [
  listenCommand,
  triggerCommand,
  explainCommand,
  replayCommand,
  exportCommand,
  sandboxCommand,
  explainSignatureCommand,
];
