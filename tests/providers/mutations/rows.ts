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

const declaration =
  /^(?:export )?const (\w+)(?:: [^=\n]+)? =\s+(?=(?:new (?:Map|Set)(?:<[^(]*>)?\(\s*)?[[{])/gm;

/** Rows of all literals at the top of a file: objects, lists, maps and sets, and what is in them. */
export function rowsOf(file: string, text: string): Row[] {
  const { code } = parseSource(file, text);
  return [...code.matchAll(declaration)].flatMap((found) => {
    const [head, table = ''] = found;
    const open = code.slice(found.index + head.length).search(/[[{]/) + found.index + head.length;
    return entriesIn(code, open).flatMap((span) => mutantsOf(span, table));
  });

  function mutantsOf(span: Entry, path: string): Row[] {
    const entry = code.slice(span.start, span.end);
    const value = valueOf(entry);
    const name = `${path}.${nameOf(entry)}`;
    const nested = /^[[{]/.test(value.text)
      ? entriesIn(code, span.start + value.at).flatMap((inner) => mutantsOf(inner, name))
      : [];
    const row = (change: string, mutant: string): Row => ({
      file,
      line: text.slice(0, span.start).split('\n').length,
      name,
      change,
      mutant,
    });
    const deleted = row('deleted', text.slice(0, span.start) + text.slice(span.after));
    const other = altered(value.text);
    if (other === null) return [deleted, ...nested];
    const at = span.start + value.at;
    const rest = text.slice(at + value.text.length);
    return [deleted, row(`became ${other}`, text.slice(0, at) + other + rest)];
  }
}

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
