import type { Api } from './api.ts';
import type { Terminal } from './terminal.ts';

export interface OptionKind {
  /** The name of its value in the help; without it the option is a flag. */
  value?: string;
  /** It may be there more than once. */
  isList?: true;
  help: string;
}

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

/** The options that are there. */
export interface Options {
  text(name: string): string | null;
  list(name: string): readonly string[];
  isSet(name: string): boolean;
}

/** docs/command-line.md#exit-codes */
export const exitCodes = {
  done: 0,
  refused: 1,
  usage: 2,
  unreachable: 3,
  forbidden: 4,
  interrupted: 130,
} as const;

/** Ends the program with a sentence. */
export class CommandError extends Error {
  readonly exitCode: number;

  constructor(exitCode: number, message: string) {
    super(message);
    this.exitCode = exitCode;
  }
}

export const usageError = (message: string): CommandError =>
  new CommandError(exitCodes.usage, message);
export const refusedError = (message: string): CommandError =>
  new CommandError(exitCodes.refused, message);
