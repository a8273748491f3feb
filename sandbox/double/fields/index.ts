export type { Decimal } from './decimal.ts';
export {
  add,
  compare,
  decimal,
  minorUnits,
  multiply,
  ofMinorUnits,
  parseDecimal,
  roundHalfUp,
  subtract,
  sum,
  toText,
  ZERO,
} from './decimal.ts';
export { Fields } from './fields.ts';
export { formMembers } from './form-encoded.ts';
export type { JsonObject, JsonValue } from './json.ts';
export { isJsonObject, JsonNumber, jsonNumber, parseJson } from './json.ts';
export type { Reader } from './readers.ts';
export {
  decimalField,
  integer,
  integerText,
  invalid,
  list,
  oneOf,
  text,
  truth,
  url,
} from './readers.ts';
