import type { Api } from './api.ts';
import type { OptionKind, Options } from './options.ts';
import type { Terminal } from './terminal.ts';

export interface Command {
  name: string;
  /** One line. */
  summary: string;
  /** What follows the name: "ID", "[STORY]". */
  operands: string;
  /** The least and the greatest number of operands. */
  count: readonly [least: number, most: number];
  options: Readonly<Record<string, OptionKind>>;
  /** Paragraphs below the options. */
  notes: string;
  /** Resolves to an exit code. Throws a `CommandError` for everything that a user may meet. */
  run(context: CommandContext): Promise<number>;
}

export interface CommandContext {
  operands: readonly string[];
  options: Options;
  api: Api;
  terminal: Terminal;
  environment: Readonly<Record<string, string | undefined>>;
  /** Aborts when the user interrupts. */
  signal: AbortSignal;
}
