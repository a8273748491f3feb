/** Finds the rows of tables in a source text, by its brackets: no parser, and no markers in the sources. */
import { parseSource } from '../../support/sources.ts';

export interface Row {
  /** From the root of the project. */
  file: string;
  line: number;
  /** "orderStatuses.PAYING". */
  name: string;
  /** "deleted", or its new value. */
  change: string;
  /** The whole file with the row changed. */
  mutant: string;
}

interface Span {
  start: number;
  end: number;
}

/** Where the value of a constant begins. */
const constants = /^(?:export )?const (\w+)(?:: [^=\n]+)? =\s+/gm;
/** Where a value begins that a function makes. */
const made = /^ +(?:return|const \w+(?:: [^=\n]+)? =)\s+/gm;
/** From the parameters of a function to what it makes, where that is not a block. */
const arrow = /^(?:async )?(?:<[^()]*>)?(?:\w+|\((?:[^()]|\([^()]*\))*\))(?:: [^=\n]+)? =>\s+\(?/;
const literal = /^(?:new (?:Map|Set)(?:<[^(]*>)?\(\s*)?(?=[[{])/;
/** A call of a function by its plain name: `secret('…')`, `create<…>('ORDER', {…})`. */
const called = /^\w+(?:<[^()]*>)?(?=\()/;

/**
 * Rows of all tables of a file: what is in the literals at its top (objects, lists, maps and sets), and what calls are
 * given there. Of what functions make it is the calls alone, `createOrder: create('ORDER', {…})`: all else is code.
 */
export function rowsOf(file: string, text: string): Row[] {
  const { code } = parseSource(file, text);
  const tables = [...code.matchAll(constants)].flatMap((found) => {
    const at = found.index + found[0].length;
    const body = arrow.exec(code.slice(at))?.[0].length;
    const path = found[1] ?? '';
    return body === undefined ? inside(at, path, 'TABLE') : inside(at + body, path, 'CODE');
  });
  const ofFunctions = [...code.matchAll(made)].flatMap((found) => {
    const at = found.index + found[0].length;
    return inside(at, ownerOf(code, at), 'CODE');
  });
  return [...tables, ...ofFunctions];

  /** Rows in the value that begins at `start`. */
  function inside(start: number, path: string, place: 'TABLE' | 'CODE'): Row[] {
    const value = code.slice(start);
    const opened = literal.exec(value)?.[0].length;
    if (opened !== undefined) {
      return entriesIn(code, start + opened)
        .filter((entry) => place === 'TABLE' || isGivenTable(valueOf(textOf(entry)).text))
        .flatMap((entry) => entryRows(entry, path));
    }
    if (place === 'CODE' && !isGivenTable(value)) return [];
    return parametersIn(value).flatMap(({ start: from, end }, index) =>
      valueRows(start + from, value.slice(from, end), `${path}(${index})`),
    );
  }

  function entryRows(span: Entry, path: string): Row[] {
    const { at, text: value } = valueOf(textOf(span));
    const name = `${path}.${nameOf(textOf(span))}`;
    const deleted = text.slice(0, span.start) + text.slice(span.after);
    return [rowAt(span, name, 'deleted', deleted), ...valueRows(span.start + at, value, name)];
  }

  function valueRows(at: number, value: string, name: string): Row[] {
    const other = altered(value);
    if (other === null) return inside(at, name, 'TABLE');
    const mutant = text.slice(0, at) + other + text.slice(at + value.length);
    return [rowAt({ start: at }, name, `became ${other}`, mutant)];
  }

  function textOf({ start, end }: Span): string {
    return code.slice(start, end);
  }

  function rowAt(
    { start }: Pick<Span, 'start'>,
    name: string,
    change: string,
    mutant: string,
  ): Row {
    return { file, line: text.slice(0, start).split('\n').length, name, change, mutant };
  }
}

/** What a call is given: none of it is removed, because what is behind it would take its place. */
function parametersIn(value: string): Entry[] {
  const name = called.exec(value)?.[0].length;
  if (name === undefined) return [];
  const parameters = entriesIn(value, name);
  const end = /^[\s,]*\)/.exec(value.slice(parameters.at(-1)?.end ?? name + 1))?.[0].length ?? 0;
  const rest = value.slice((parameters.at(-1)?.end ?? name + 1) + end);
  // A method: `judge(delivery) {`.
  return /^\s*[{:]/.test(rest) ? [] : parameters;
}

/** Whether it is a call that is given text or a literal. */
const isGivenTable = (value: string): boolean =>
  parametersIn(value).some(({ start }) => /^['[{]/.test(value.slice(start)));

/** The function in which this is. */
const ownerOf = (code: string, at: number): string =>
  Array.from(
    code.slice(0, at).matchAll(/^(?:export )?(?:async )?(?:const|function) (\w+)/gm),
    ([, name]) => String(name),
  ).at(-1) ?? '';

interface Entry extends Span {
  /** Behind its comma. */
  after: number;
}

/** The entries of the literal whose bracket is at `open`. */
function entriesIn(code: string, open: number): Entry[] {
  const entries: Entry[] = [];
  let start = open + 1;
  let depth = 0;
  for (let at = open; at < code.length; at += 1) {
    const skipped = endOfText(code, at);
    if (skipped !== null) {
      at = skipped;
      continue;
    }
    const character = code[at] ?? '';
    if ('([{'.includes(character)) depth += 1;
    else if (')]}'.includes(character)) depth -= 1;
    const isOver = depth === 0;
    if (!isOver && !(depth === 1 && character === ',')) continue;
    const blanks = /^\s*/.exec(code.slice(start, at))?.[0].length ?? 0;
    const end = start + code.slice(start, at).trimEnd().length;
    if (start + blanks < end) {
      entries.push({ start: start + blanks, end, after: isOver ? end : at + 1 });
    }
    start = at + 1;
    if (isOver) return entries;
  }
  return entries;
}

/** Where a string, a template or a regular expression that begins here ends; null where none begins. */
function endOfText(code: string, at: number): number | null {
  const character = code[at] ?? '';
  const rest = code.slice(at);
  const isPattern = character === '/' && /[(,=:[!&|?{;\n]\s*$/.test(code.slice(0, at));
  const text =
    character === "'"
      ? /^'(?:[^'\\]|\\.)*'/.exec(rest)
      : character === '"'
        ? /^"(?:[^"\\]|\\.)*"/.exec(rest)
        : character === '`'
          ? /^`(?:[^`\\]|\\.)*`/s.exec(rest)
          : isPattern
            ? /^\/(?:[^/\\[\n]|\\.|\[(?:[^\]\\]|\\.)*\])+\//.exec(rest)
            : null;
  return text === null ? null : at + text[0].length - 1;
}

const key = /^(?:(\w+)|'([^']*)'|"([^"]*)"|\[(\w+)\])\s*:\s*/;

function nameOf(entry: string): string {
  const [, plain, single, double, computed] = key.exec(entry) ?? [];
  const name = plain ?? single ?? double ?? computed;
  return name ?? entry.replaceAll(/\s+/g, ' ').slice(0, 40);
}

function valueOf(entry: string): { at: number; text: string } {
  const at = key.exec(entry)?.[0].length ?? 0;
  return { at, text: entry.slice(at) };
}

/** Another value of the same kind; null where none is certain to differ. */
function altered(value: string): string | null {
  if (/^'[^'\\]*'$/.test(value)) return "'MUTANT'";
  if (value === 'true') return 'false';
  if (value === 'false') return 'true';
  if (/^\d[\d_]*$/.test(value)) return `${value} + 1`;
  if (/^\d[\d_]*n$/.test(value)) return `${value} + 1n`;
  return null;
}
