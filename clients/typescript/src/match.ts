interface Member {
  __typename: string;
}
type Handlers<Result extends Member, Value> = {
  [Name in Result['__typename']]: (member: Extract<Result, { __typename: Name }>) => Value;
};

/**
 * Calls the handler of the result's type. A member without a handler is an error of types; one that the server has
 * and the types do not have yet goes to `otherwise`, or throws.
 */
export function match<Result extends Member, Value>(
  result: Result,
  handlers: Handlers<Result, Value>,
  otherwise?: (member: Member) => Value,
): Value {
  const name = result.__typename as Result['__typename'];
  const handler = Object.hasOwn(handlers, name) ? handlers[name] : otherwise;
  if (handler === undefined) throw new TypeError(`No handler for ${name}`);
  return handler(result as Extract<Result, { __typename: typeof name }>);
}
