interface Named {
  __typename?: string;
}

/** One function for each member of the union. */
export type Handlers<Union extends Named, Returned> = {
  [Name in NonNullable<Union['__typename']>]: (
    member: Extract<Union, { __typename?: Name }>,
  ) => Returned;
};

/**
 * Calls the handler of the result's `__typename`. A member without a handler is a compile error. `otherwise` is for
 * members that the API gets later; without it they throw a TypeError.
 */
export function match<Union extends Named, Returned>(
  result: Union,
  handlers: Handlers<Union, Returned>,
  otherwise?: (result: unknown) => Returned,
): Returned {
  const name = result.__typename ?? '';
  if (Object.hasOwn(handlers, name)) {
    const handler = handlers[name as keyof typeof handlers];
    return handler(result as Parameters<typeof handler>[0]);
  }
  if (otherwise !== undefined) return otherwise(result);
  throw new TypeError(`No handler for ${name === '' ? 'a result without __typename' : name}`);
}
