/** The fields of an object in the answer, by their names there. */
export type Fields = Record<string, unknown>;

/** Puts the values of its promises, which have these names, into the object. */
export async function settled(results: Fields, names: readonly string[]): Promise<Fields> {
  const values = await Promise.all(names.map((name) => results[name]));
  names.forEach((name, at) => set(results, name, values[at]));
  return results;
}

/** A field may be named `__proto__` in the answer. */
export function set(results: Fields, name: string, value: unknown): void {
  if (name !== '__proto__') {
    results[name] = value;
    return;
  }
  const property = { value, enumerable: true, configurable: true, writable: true };
  Object.defineProperty(results, name, property);
}
