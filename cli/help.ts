import { commonOptions } from './arguments.ts';
import type { Command } from './command.ts';
import type { OptionKind } from './options.ts';
import { table } from './terminal.ts';

const indented = (lines: readonly string[]): string[] => lines.map((line) => `  ${line}`);

function optionRows(kinds: Readonly<Record<string, OptionKind>>): string[][] {
  return Object.entries(kinds).map(([name, { value, help }]) => [
    value === undefined ? `--${name}` : `--${name} ${value}`,
    help,
  ]);
}

export function helpOf(command: Command): string {
  const { name, operands, summary, notes, options } = command;
  return [
    `paygraph ${name} ${operands}`.trimEnd(),
    '',
    summary,
    '',
    'Options:',
    ...indented(table(optionRows({ ...options, ...commonOptions }))),
    '',
    notes,
  ].join('\n');
}

export function generalHelp(commands: readonly Command[]): string {
  const rows = commands.map(({ name, operands, summary }) => [`${name} ${operands}`, summary]);
  return [
    'paygraph COMMAND …',
    '',
    ...indented(table(rows)),
    '',
    'PAYGRAPH_URL  The server. Default: http://127.0.0.1:4000.',
    'PAYGRAPH_KEY  The API key.',
    'NO_COLOR      Where it is set, nothing is coloured.',
    '',
    'paygraph COMMAND --help tells the options of a command.',
    '',
    'Exit codes: 0 done, 1 refused or not valid, 2 wrong arguments, 3 not reached, 4 the key may not.',
  ].join('\n');
}
