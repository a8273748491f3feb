import { getNullableType, isEnumType, isInputObjectType, isListType } from 'graphql';
import type { GraphQLInputField, GraphQLInputType } from 'graphql';

/**
 * What the audit trail shows of arguments. A string is hidden unless its name is listed, also that of a new argument.
 */

type Values = Readonly<Record<string, unknown>>;
type Fields = readonly Pick<GraphQLInputField, 'name' | 'type'>[];

const hidden = '***';

/** Types whose values cannot contain a secret. */
const shownTypes = ['ID', 'Boolean', 'Int', 'Float', 'Decimal', 'CurrencyCode', 'DateTime'];

/** Names of strings that the merchant wrote for itself, as an argument or directly in an input. */
const shownStrings = ['name', 'displayName', 'color', 'reference', 'reason', 'note'];

/** An argument, or a member of its input. Deeper down, a `name` may be a person's. */
const shownDepth = 1;

/** Bounds in characters and items: refused requests are recorded too, and must not fill the trail. */
const longestText = 500;
const longestNote = 1_000;
const longestList = 100;

/** The arguments as the caller sent them, with `***` for what may be secret or personal. */
export function masked(values: Values, fields: Fields, depth = 0): object {
  return Object.fromEntries(
    fields
      .filter(({ name }) => values[name] !== undefined)
      .map(({ name, type }) => [name, maskedValue(values[name], type, name, depth)]),
  );
}

function maskedValue(value: unknown, of: GraphQLInputType, name: string, depth: number): unknown {
  const type = getNullableType(of);
  if (value === null || value === undefined) return null;
  if (Array.isArray(value)) {
    const itemType = isListType(type) ? type.ofType : type;
    return value.slice(0, longestList).map((item) => maskedValue(item, itemType, name, depth));
  }
  if (isInputObjectType(type)) {
    return masked(value as Values, Object.values(type.getFields()), depth + 1);
  }
  if (isEnumType(type) || shownTypes.includes(String(type))) return cut(value);
  if (depth > shownDepth || typeof value !== 'string') return hidden;
  if (name === 'baseUrl') return addressOf(value);
  if (name === 'note') return cut(value, longestNote);
  return shownStrings.includes(name) ? cut(value) : hidden;
}

function cut(value: unknown, longest = longestText): unknown {
  if (typeof value !== 'string' || value.length <= longest) return value;
  return `${value.slice(0, longest).toWellFormed()}…`;
}

/** Origin and path of a provider's address. Credentials, query and fragment of a URL are not shown. */
function addressOf(url: string): unknown {
  if (!URL.canParse(url)) return hidden;
  const { origin, pathname } = new URL(url);
  return cut(`${origin}${pathname}`);
}

/** The ids in the arguments, without the idempotency key, which names nothing. */
export function idsIn(values: Values, fields: Fields): string[] {
  return fields.flatMap(({ name, type }) =>
    name === 'idempotencyKey' ? [] : idsOf(values[name], type),
  );
}

function idsOf(value: unknown, of: GraphQLInputType): string[] {
  const type = getNullableType(of);
  if (value === null || value === undefined) return [];
  if (Array.isArray(value)) {
    const itemType = isListType(type) ? type.ofType : type;
    return value.slice(0, longestList).flatMap((item) => idsOf(item, itemType));
  }
  if (isInputObjectType(type)) return idsIn(value as Values, Object.values(type.getFields()));
  return String(type) === 'ID' && typeof value === 'string' ? [value] : [];
}
