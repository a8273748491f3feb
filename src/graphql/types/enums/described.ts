type Described<Name extends string> = { [name in Name]: { description: string } };

/** Enum values with the domain's names, in their order. Each has a description. */
export function described<const Name extends string>(
  names: readonly Name[],
  describe: ((name: Name) => string) | { readonly [name in Name]: string },
): Described<Name> {
  const values = names.map((name) => [
    name,
    { description: typeof describe === 'function' ? describe(name) : describe[name] },
  ]);
  return Object.fromEntries(values) as Described<Name>;
}

/** A list as prose: "an order, a refund or a settlement". */
export const listed = (list: readonly string[], joint: string): string =>
  list.length < 2 ? list.join('') : `${list.slice(0, -1).join(', ')} ${joint} ${list.at(-1)}`;
