/** The fields of an object in the answer, by their names there. */
export type Fields = Record<string, unknown>;

/** Puts the values of its promises, which have these names, into the object. */
export async function settled(results: Fields, names: readonly string[]): Promise<Fields> {
  const values = await Promise.all(names.map((name) => results[name]));
  names.forEach((name, at) => set(results, name, values[at]));
  return results;
}

/** Executes fields one after the other, at once where none of them waits. */
export function oneByOne<Plan extends { responseName: string }>(
  plans: readonly Plan[],
  execute: (plan: Plan) => unknown,
): Fields | Promise<Fields> {
  const add = (results: Fields, plan: Plan): Fields | Promise<Fields> => {
    const put = (value: unknown): Fields => {
      set(results, plan.responseName, value);
      return results;
    };
    const result = execute(plan);
    return result instanceof Promise ? result.then(put) : put(result);
  };
  let all: Fields | Promise<Fields> = {};
  for (const plan of plans) {
    all = all instanceof Promise ? all.then((results) => add(results, plan)) : add(all, plan);
  }
  return all;
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
