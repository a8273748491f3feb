import { parseArgs } from 'node:util';
import { usageError } from './errors.ts';
import type { Command } from './command.ts';
import type { OptionKind, Options } from './options.ts';

/** Options of every command. */
export const commonOptions: Readonly<Record<string, OptionKind>> = {
  url: { value: 'URL', help: 'The server. Default: PAYGRAPH_URL, or http://127.0.0.1:4000.' },
  'key-file': { value: 'FILE', help: 'A file with the API key. Default: the key in PAYGRAPH_KEY.' },
  json: { help: 'JSON, one value a line, instead of text for people.' },
  help: { help: 'This help.' },
};

export interface Read {
  operands: readonly string[];
  options: Options;
}

/** Throws a `CommandError` that names the option or the operand. */
export function readArguments(command: Command, parameters: readonly string[]): Read {
  const kinds = { ...command.options, ...commonOptions };
  const [least, most] = command.count;
  const { values, positionals } = parse(command, kinds, parameters);
  const isHelp = values['help'] === true;
  if (!isHelp && positionals.length < least) throw usageError(`${command.operands} is missing.`);
  const extra = positionals[most];
  if (extra !== undefined) throw usageError(`"${extra}" is one argument too many.`);
  const textsOf = (name: string): readonly string[] =>
    [values[name] ?? []].flat().filter((value) => typeof value === 'string');
  return {
    operands: positionals,
    options: {
      text: (name) => textsOf(name).at(-1) ?? null,
      list: textsOf,
      isSet: (name) => values[name] === true,
    },
  };
}

function parse(
  command: Command,
  kinds: Readonly<Record<string, OptionKind>>,
  parameters: readonly string[],
) {
  const options = Object.fromEntries(
    Object.entries(kinds).map(([name, { value, isList = false }]) => [
      name,
      { type: value === undefined ? 'boolean' : 'string', multiple: isList } as const,
    ]),
  );
  try {
    return parseArgs({ args: [...parameters], options, allowPositionals: true, strict: true });
  } catch (error) {
    const [sentence = ''] = (error instanceof Error ? error.message : '').split('. ');
    throw usageError(`${sentence}. Options: paygraph ${command.name} --help`);
  }
}
