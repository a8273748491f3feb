/** Parts of the schemas of answers. Unknown members are dropped. */
import { z } from 'zod';
import { isDecimal } from '../../domain/money.ts';
import { JsonNumber, plainDecimal } from '../json.ts';

/** A text that may be left out. */
export const optional = z.string().nullish();

/** A number of the provider's or of ours, as text. */
export const number = z.string().min(1);

/** A decimal that is always a string, never a JSON number. */
export const textDecimal = z.string().refine(isDecimal, 'not a decimal');

/** A JSON number or a string, as text. */
export const numberOrText = z.union([z.instanceof(JsonNumber), z.string()]).transform(String);

/** An exact decimal string, from a JSON number or a string in any notation. */
export const decimal = numberOrText.transform((value, context) => {
  const plain = plainDecimal(value);
  if (plain !== null && isDecimal(plain)) return plain;
  context.addIssue('not a decimal');
  return z.NEVER;
});

/** A whole number that is not an amount: a count, seconds. */
export const whole = numberOrText.transform((value, context) => {
  const count = Number(value);
  if (Number.isSafeInteger(count)) return count;
  context.addIssue('not a whole number');
  return z.NEVER;
});
