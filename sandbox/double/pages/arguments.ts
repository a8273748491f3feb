/** The members of a control call. What is wrong with them is thrown as an Error. */
export class Arguments {
  readonly #members: ReadonlyMap<string, unknown>;

  constructor(input: unknown) {
    if (typeof input !== 'object' || input === null) throw new Error('not a JSON object');
    this.#members = new Map<string, unknown>(Object.entries(input));
  }

  text(name: string): string {
    const value = this.#members.get(name);
    if (typeof value !== 'string') throw new Error(`${name} must be a string`);
    return value;
  }

  number(name: string): number {
    const value = this.#members.get(name);
    if (typeof value !== 'number') throw new Error(`${name} must be a number`);
    return value;
  }

  isSet(name: string): boolean {
    return this.#members.get(name) === true;
  }

  isNull(name: string): boolean {
    return this.#members.get(name) === null;
  }

  oneOf<T extends string>(name: string, allowed: readonly T[]): T {
    const found = allowed.find((candidate) => candidate === this.#members.get(name));
    if (found === undefined) throw new Error(`${name} must be one of ${allowed.join(', ')}`);
    return found;
  }

  /** The member as `read` returns it, or undefined where it is absent. */
  optional<T>(name: string, read: (name: string) => T): T | undefined {
    return this.#members.get(name) === undefined ? undefined : read(name);
  }

  optionalText(name: string): string | undefined {
    return this.optional(name, () => this.text(name));
  }

  optionalNumber(name: string): number | undefined {
    return this.optional(name, () => this.number(name));
  }

  optionalOneOf<T extends string>(name: string, allowed: readonly T[]): T | undefined {
    return this.optional(name, () => this.oneOf(name, allowed));
  }

  /** All members but these. */
  without(...names: string[]): Record<string, unknown> {
    return Object.fromEntries([...this.#members].filter(([name]) => !names.includes(name)));
  }
}
