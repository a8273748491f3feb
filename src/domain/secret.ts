const shown = '[secret]';
/** Tells secrets of a provider from outside, which brings its own copy of this class, as ours are told. */
const mark = Symbol.for('paygraph.Secret');

/**
 * A value that does not show itself: not as text, not in JSON, not where an object that holds it is inspected or
 * copied. Only `reveal` returns it, and is called where a signature or a header is made.
 */
export class Secret<Value = string> {
  readonly #value: Value;

  constructor(value: Value) {
    this.#value = value;
  }

  get [mark](): true {
    return true;
  }

  static [Symbol.hasInstance](value: unknown): boolean {
    return typeof value === 'object' && value !== null && mark in value;
  }

  reveal(): Value {
    return this.#value;
  }

  toString(): string {
    return shown;
  }

  toJSON(): string {
    return shown;
  }

  /** Node calls it for `util.inspect`, and so for the console and for assertions. */
  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return shown;
  }
}

/** JSON with the secrets in it. Only for what is encrypted next. */
export function stringifyRevealed(value: unknown): string {
  return JSON.stringify(value, function reveal(this: unknown, name: string, shownAs: unknown) {
    // `shownAs` is what toJSON returned. The member itself is still in its holder.
    const member = (this as Record<string, unknown>)[name];
    return member instanceof Secret ? (member.reveal() as unknown) : shownAs;
  });
}
