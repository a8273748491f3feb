/**
 * JSON as text: names and scalars keep the characters in which they are written, and members keep their order, also
 * where one is there twice. So a change to a body changes nothing else in it.
 */
export type JsonText =
  | { kind: 'OBJECT'; members: readonly Member[] }
  | { kind: 'LIST'; items: readonly JsonText[] }
  | Scalar;

/** A string with its quotes, a number, `true`, `false` or `null`. */
export interface Scalar {
  kind: 'SCALAR';
  text: string;
}

/** `name`: with its quotes. */
export type Member = readonly [name: string, value: JsonText];

const tokenPattern = /"(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s{}[\],:"]+/g;
const deepest = 32;

/** Null for text that is no JSON, or deeper than 32 levels. */
export function readJsonText(text: string): JsonText | null {
  try {
    JSON.parse(text);
  } catch {
    return null;
  }
  return new Reader(text.match(tokenPattern) ?? []).value(0);
}

/** Reads the tokens of valid JSON. */
class Reader {
  readonly #tokens: readonly string[];
  #at = 0;

  constructor(tokens: readonly string[]) {
    this.#tokens = tokens;
  }

  #next(): string {
    const token = this.#tokens[this.#at] ?? '';
    this.#at += 1;
    return token;
  }

  value(depth: number): JsonText | null {
    const token = this.#next();
    if (token !== '{' && token !== '[') return { kind: 'SCALAR', text: token };
    if (depth === deepest) return null;
    return token === '{' ? this.#object(depth + 1) : this.#list(depth + 1);
  }

  #object(depth: number): JsonText | null {
    const members: Member[] = [];
    for (let token = this.#next(); token !== '}'; token = this.#next()) {
      if (token === ',') continue;
      this.#next();
      const value = this.value(depth);
      if (value === null) return null;
      members.push([token, value]);
    }
    return { kind: 'OBJECT', members };
  }

  #list(depth: number): JsonText | null {
    const items: JsonText[] = [];
    while (this.#tokens[this.#at] !== ']') {
      if (this.#tokens[this.#at] === ',') this.#at += 1;
      const value = this.value(depth);
      if (value === null) return null;
      items.push(value);
    }
    this.#at += 1;
    return { kind: 'LIST', items };
  }
}

/** Where whitespace stands. `indent`: one level of a layout with lines; null: all in one line. */
export interface Layout {
  comma: string;
  colon: string;
  indent: string | null;
}

export const compact: Layout = { comma: ',', colon: ':', indent: null };

/** Those of common serialisers. */
export const layouts: readonly Layout[] = [
  compact,
  { comma: ', ', colon: ': ', indent: null },
  { comma: ',', colon: ': ', indent: '  ' },
  { comma: ',', colon: ': ', indent: '    ' },
  { comma: ',', colon: ': ', indent: '\t' },
  { comma: ',', colon: ': ', indent: null },
  { comma: ', ', colon: ':', indent: null },
];

export function writeJsonText(json: JsonText, layout: Layout = compact, level = 0): string {
  if (json.kind === 'SCALAR') return json.text;
  const items =
    json.kind === 'LIST'
      ? json.items.map((item) => writeJsonText(item, layout, level + 1))
      : json.members.map(
          ([name, value]) => name + layout.colon + writeJsonText(value, layout, level + 1),
        );
  const [open, close] = json.kind === 'LIST' ? '[]' : '{}';
  if (layout.indent === null || items.length === 0) {
    return `${open}${items.join(layout.comma)}${close}`;
  }
  const line = `\n${layout.indent.repeat(level + 1)}`;
  const last = `\n${layout.indent.repeat(level)}`;
  return `${open}${line}${items.join(layout.comma + line)}${last}${close}`;
}

/** Nobody indents what would take so many spaces, and writing it would hold up all others. */
const mostIndentation = 64 * 1024;

/** Those in which somebody may have written it. */
export const layoutsOf = (json: JsonText): readonly Layout[] =>
  levelsOf(json) * 4 <= mostIndentation ? layouts : layouts.filter(({ indent }) => indent === null);

/** The levels of all lines together, in a layout with lines. */
function levelsOf(json: JsonText, level = 0): number {
  if (json.kind === 'SCALAR') return level;
  const items = json.kind === 'LIST' ? json.items : json.members.map(([, value]) => value);
  return items.reduce((sum, item) => sum + levelsOf(item, level + 1), level);
}

/** Replaces scalars, and names where `names` is set. */
export function mapScalars(
  json: JsonText,
  change: (text: string) => string,
  { names = false } = {},
): JsonText {
  if (json.kind === 'SCALAR') return { kind: 'SCALAR', text: change(json.text) };
  if (json.kind === 'LIST') {
    return { kind: 'LIST', items: json.items.map((item) => mapScalars(item, change, { names })) };
  }
  const members = json.members.map(([name, value]): Member => [
    names ? change(name) : name,
    mapScalars(value, change, { names }),
  ]);
  return { kind: 'OBJECT', members };
}

/** Replaces the members of each object, the innermost first. */
export function mapMembers(
  json: JsonText,
  change: (members: readonly Member[], level: number) => readonly Member[],
  level = 0,
): JsonText {
  if (json.kind === 'SCALAR') return json;
  if (json.kind === 'LIST') {
    return { kind: 'LIST', items: json.items.map((item) => mapMembers(item, change, level + 1)) };
  }
  const members = json.members.map(([name, value]): Member => [
    name,
    mapMembers(value, change, level + 1),
  ]);
  return { kind: 'OBJECT', members: change(members, level) };
}
