import { createApi } from './api.ts';
import { readArguments } from './arguments.ts';
import { CommandError, exitCodes } from './errors.ts';
import { commands } from './commands/index.ts';
import { generalHelp, helpOf } from './help.ts';
import { createTerminal, plain } from './terminal.ts';

/** Resolves to the exit code. */
async function main([name = '', ...parameters]: readonly string[]): Promise<number> {
  const { stdout: output, stderr: errors, env: environment } = process;
  const interrupted = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => interrupted.abort());
  }
  // Whoever reads us has enough. Anything else, such as a full disk, has cut the output short.
  output.on('error', ({ code }: NodeJS.ErrnoException) => {
    if (code === 'EPIPE') process.exit(exitCodes.done);
    errors.write(`The output cannot be written: ${code ?? 'failed'}.\n`);
    process.exit(exitCodes.refused);
  });
  const terminalOf = (isJson: boolean) =>
    createTerminal({ output, errors, isJson, noColour: environment['NO_COLOR'] });
  const command = commands.find((one) => one.name === name);
  try {
    if (command === undefined) {
      if (['', '--help', '-h', 'help'].includes(name)) {
        terminalOf(false).line(generalHelp(commands));
        return name === '' ? exitCodes.usage : exitCodes.done;
      }
      throw new CommandError(exitCodes.usage, `There is no command "${name}": paygraph --help`);
    }
    const { operands, options } = readArguments(command, parameters);
    if (options.isSet('help')) {
      terminalOf(false).line(helpOf(command));
      return exitCodes.done;
    }
    const terminal = terminalOf(options.isSet('json'));
    const api = createApi(options, environment);
    const { signal } = interrupted;
    return await command.run({ operands, options, api, terminal, environment, signal });
  } catch (error) {
    if (interrupted.signal.aborted) return exitCodes.interrupted;
    if (!(error instanceof CommandError)) throw error;
    const text = error.message.split('\n').map(plain).join('\n');
    errors.write(`paygraph: ${text}\n`);
    return error.exitCode;
  }
}

process.exitCode = await main(process.argv.slice(2));
