import { JsonNumber } from '../../json.ts';
import type { SignedField } from '../../kit/signing.ts';

export type ReceivedField = readonly [name: string, value: string | null];

/** The values as received, as text. Null for a body that is not an object, or that contains objects or lists. */
export function fieldsOf(body: unknown): readonly ReceivedField[] | null {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return null;
  const fields: ReceivedField[] = [];
  for (const [name, value] of Object.entries(body)) {
    if (value instanceof JsonNumber) fields.push([name, value.lexeme]);
    else if (typeof value === 'string' || value === null) fields.push([name, value]);
    else if (typeof value === 'boolean') fields.push([name, String(value)]);
    else return null;
  }
  return fields;
}

/**
 * Vexora's code sample signs a null as the text `null`; its later documentation leaves it out
 * (docs/providers/vexora.md#signed-values).
 */
export function readings(fields: readonly ReceivedField[]): readonly SignedField[][] {
  const withNull = (text: string) =>
    fields.map(([name, value]): SignedField => [name, value ?? text]);
  return fields.some(([, value]) => value === null)
    ? [withNull(''), withNull('null')]
    : [withNull('')];
}
