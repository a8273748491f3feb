/** A JSON object as NexaPay's two code samples write it for signing (docs/providers/nexapay.md#canonical-form). */
export interface CanonicalForms {
  /** The Java sample's form: no null members, objects inside arrays as received, decimals as written. */
  j: string;
  /** The Python sample's form: with null members, keys sorted everywhere, decimals as shortest floats. */
  p: string;
}

/**
 * Works on the text: the signed form depends on the order of members and on how numbers are written, and a parsed value
 * has neither. Throws a SyntaxError for text that is not a JSON object, or that names a member twice.
 */
export function canonicalForms(text: string): CanonicalForms {
  const members = canonicalMembers(text);
  return {
    j: objectOf(members.flatMap(({ j }) => j ?? [])),
    p: objectOf(members.map(({ p }) => p)),
  };
}

/** A member of the outermost object as both forms write it; null where a form leaves it out. */
export interface CanonicalMember {
  name: string;
  j: string | null;
  p: string;
}

/** The members in canonical order. Braces around them and commas between them make the form. Throws as above. */
export function canonicalMembers(text: string): readonly CanonicalMember[] {
  const value: unknown = JSON.parse(text);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new SyntaxError('not a JSON object');
  }
  return new Writer(text).members();
}

interface Written extends CanonicalForms {
  isNull: boolean;
}

const tokens = /"(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s{}[\],:"]+/g;

/** Walks text that is already known to be valid JSON. */
class Writer {
  readonly #tokens: readonly string[];
  #at = 0;

  constructor(text: string) {
    this.#tokens = text.match(tokens) ?? [];
  }

  #next(): string {
    const token = this.#tokens[this.#at] ?? '';
    this.#at += 1;
    return token;
  }

  #value(isInArray: boolean): Written {
    const token = this.#next();
    if (token === '{') return this.#object(isInArray);
    if (token === '[') return this.#array();
    if (token.startsWith('"')) return same(JSON.stringify(JSON.parse(token)));
    if (token === 'true' || token === 'false') return same(token);
    if (token === 'null') return { j: token, p: token, isNull: true };
    return { j: token, p: pythonNumber(token), isNull: false };
  }

  /** Those of the object that is the whole text. */
  members(): readonly CanonicalMember[] {
    this.#next();
    return sorted(this.#received(false)).map(([name, { j, p, isNull }]) => {
      const quoted = JSON.stringify(name);
      return { name, j: isNull ? null : `${quoted}:${j}`, p: `${quoted}:${p}` };
    });
  }

  /** The members of an object whose brace was read. */
  #received(isInArray: boolean): ReadonlyMap<string, Written> {
    const members = new Map<string, Written>();
    for (let token = this.#next(); token !== '}'; token = this.#next()) {
      if (token === ',') continue;
      const name = String(JSON.parse(token));
      if (members.has(name)) throw new SyntaxError('a member is named twice');
      this.#next();
      members.set(name, this.#value(isInArray));
    }
    return members;
  }

  #object(isInArray: boolean): Written {
    const received = this.#received(isInArray);
    const inOrder = sorted(received);
    const forJ = (isInArray ? [...received] : inOrder).filter(([, { isNull }]) => !isNull);
    return {
      j: objectOf(forJ.map(([name, { j }]) => `${JSON.stringify(name)}:${j}`)),
      p: objectOf(inOrder.map(([name, { p }]) => `${JSON.stringify(name)}:${p}`)),
      isNull: false,
    };
  }

  #array(): Written {
    const items: Written[] = [];
    while (this.#tokens[this.#at] !== ']') {
      if (this.#tokens[this.#at] === ',') this.#at += 1;
      else items.push(this.#value(true));
    }
    this.#at += 1;
    return {
      j: `[${items.map(({ j }) => j).join(',')}]`,
      p: `[${items.map(({ p }) => p).join(',')}]`,
      isNull: false,
    };
  }
}

const objectOf = (members: readonly string[]): string => `{${members.join(',')}}`;

const sorted = (members: ReadonlyMap<string, Written>) =>
  [...members].toSorted(([a], [b]) => (a < b ? -1 : 1));

const same = (written: string): Written => ({ j: written, p: written, isNull: false });

/** Writes a number as Python does: whole numbers exactly, others as the shortest float that reads back the same. */
function pythonNumber(lexeme: string): string {
  if (/^-?\d+$/.test(lexeme)) return lexeme === '-0' ? '0' : lexeme;
  const sign = lexeme.startsWith('-') ? '-' : '';
  const value = Math.abs(Number(lexeme));
  if (value === 0 || (value >= 1e-4 && value < 1e16)) {
    const plain = String(value);
    return sign + (plain.includes('.') ? plain : `${plain}.0`);
  }
  const [digits = '', power = '0'] = value.toExponential().split('e');
  const size = power.slice(1).padStart(2, '0');
  return `${sign}${digits}e${power.slice(0, 1)}${size}`;
}
