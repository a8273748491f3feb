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
