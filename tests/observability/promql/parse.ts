/**
 * The part of PromQL that the alert rules and the dashboard use: selectors with ranges, `rate`, `increase`,
 * `histogram_quantile`, `sum` and `max` by labels, arithmetic, comparisons and `and`.
 */
export type Expression =
  | { kind: 'NUMBER'; value: number }
  | { kind: 'SELECTOR'; name: string; matchers: readonly Matcher[]; rangeMs: number | null }
  | { kind: 'CALL'; name: string; args: readonly Expression[] }
  | { kind: 'AGGREGATE'; name: string; by: readonly string[]; of: Expression }
  | { kind: 'BINARY'; operator: string; left: Expression; right: Expression };

export interface Matcher {
  label: string;
  operator: string;
  value: string;
}

const token =
  /\s*(?:(?<text>"(?:[^"\\]|\\.)*")|(?<duration>\d+[smhdw]\b)|(?<number>\d+(?:\.\d+)?)|(?<name>[a-zA-Z_:][\w:]*)|(?<sign>=~|!~|!=|==|>=|<=|[-+*/(){}[\],<>=]))/y;

interface Token {
  kind: 'text' | 'duration' | 'number' | 'name' | 'sign';
  value: string;
}

function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  token.lastIndex = 0;
  while (token.lastIndex < text.trimEnd().length) {
    const at = token.lastIndex;
    const { groups } = token.exec(text) ?? {};
    const [kind, value] = Object.entries(groups ?? {}).find(([, part]) => part !== undefined) ?? [];
    if (kind === undefined || value === undefined) throw new Error(`not PromQL: ${text.slice(at)}`);
    tokens.push({ kind: kind as Token['kind'], value });
  }
  return tokens;
}

const units: Readonly<Record<string, number>> = { s: 1e3, m: 6e4, h: 36e5, d: 864e5, w: 6048e5 };
/** The loosest first. */
const levels = [['and'], ['==', '!=', '>', '<', '>=', '<='], ['+', '-'], ['*', '/']] as const;

/** Throws where the text is something else. */
export function parsePromql(text: string): Expression {
  const parser = new Parser(tokensOf(text));
  const expression = parser.binary(0);
  parser.end();
  return expression;
}

class Parser {
  readonly #tokens: Token[];

  constructor(tokens: Token[]) {
    this.#tokens = tokens;
  }

  end(): void {
    const [rest] = this.#tokens;
    if (rest !== undefined) throw new Error(`unexpected ${rest.value}`);
  }

  binary(level: number): Expression {
    const operators: readonly string[] | undefined = levels[level];
    if (operators === undefined) return this.#primary();
    let left = this.binary(level + 1);
    for (;;) {
      const operator = this.#tokens[0]?.value ?? '';
      if (!operators.includes(operator)) return left;
      this.#tokens.shift();
      left = { kind: 'BINARY', operator, left, right: this.binary(level + 1) };
    }
  }

  #primary(): Expression {
    const { kind, value } = this.#next();
    if (kind === 'number') return { kind: 'NUMBER', value: Number(value) };
    if (value === '(') {
      const inner = this.binary(0);
      this.#take(')');
      return inner;
    }
    if (kind !== 'name') throw new Error(`unexpected ${value}`);
    if (value === 'sum' || value === 'max') return this.#aggregate(value);
    if (this.#isNext('(')) return { kind: 'CALL', name: value, args: this.#list('(', ')') };
    return this.#selector(value);
  }

  #aggregate(name: string): Expression {
    const by = this.#isNext('by') ? this.#labels() : [];
    const [of, ...more] = this.#list('(', ')');
    if (of === undefined || more.length > 0) throw new Error(`${name} takes one vector`);
    return { kind: 'AGGREGATE', name, by, of };
  }

  #labels(): string[] {
    this.#take('by');
    return this.#list('(', ')').map((label) => {
      if (label.kind !== 'SELECTOR') throw new Error('"by" takes labels');
      return label.name;
    });
  }

  #list(open: string, close: string): Expression[] {
    this.#take(open);
    const items: Expression[] = [];
    while (!this.#isNext(close)) {
      items.push(this.binary(0));
      if (this.#isNext(',')) this.#take(',');
    }
    this.#take(close);
    return items;
  }

  #selector(name: string): Expression {
    const matchers: Matcher[] = [];
    if (this.#isNext('{')) {
      this.#take('{');
      while (!this.#isNext('}')) {
        const { value: label } = this.#next();
        const { value: operator } = this.#next();
        const { value } = this.#next();
        matchers.push({ label, operator, value: JSON.parse(value) as string });
        if (this.#isNext(',')) this.#take(',');
      }
      this.#take('}');
    }
    return { kind: 'SELECTOR', name, matchers, rangeMs: this.#range() };
  }

  #range(): number | null {
    if (!this.#isNext('[')) return null;
    this.#take('[');
    const { value } = this.#next();
    this.#take(']');
    return Number(value.slice(0, -1)) * (units[value.slice(-1)] ?? NaN);
  }

  #isNext(value: string): boolean {
    return this.#tokens[0]?.value === value;
  }

  #next(): Token {
    const next = this.#tokens.shift();
    if (next === undefined) throw new Error('it ends too early');
    return next;
  }

  #take(value: string): void {
    const next = this.#next();
    if (next.value !== value) throw new Error(`${value} instead of ${next.value}`);
  }
}
