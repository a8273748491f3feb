interface Member {
    __typename: string;
}
type Handlers<Result extends Member, Value> = {
    [Name in Result['__typename']]: (member: Extract<Result, {
        __typename: Name;
    }>) => Value;
};
/**
 * Calls the handler of the result's type. A member without a handler is an error of types; one that the server has
 * and the types do not have yet goes to `otherwise`, or throws.
 */
export declare function match<Result extends Member, Value>(result: Result, handlers: Handlers<Result, Value>, otherwise?: (member: Member) => Value): Value;
export {};
