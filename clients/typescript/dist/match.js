/**
 * Calls the handler of the result's type. A member without a handler is an error of types; one that the server has
 * and the types do not have yet goes to `otherwise`, or throws.
 */
export function match(result, handlers, otherwise) {
    const name = result.__typename;
    const handler = Object.hasOwn(handlers, name) ? handlers[name] : otherwise;
    if (handler === undefined)
        throw new TypeError(`No handler for ${name}`);
    return handler(result);
}
