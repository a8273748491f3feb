import { z } from 'zod';
import { Secret } from '../../domain/secret.ts';
import { toSecret } from '../config-input.ts';
import type { ConfigField, ConfigInput } from '../config-input.ts';

/** One credential or switch of an account: how it is checked, how the GraphQL schema shows it, and a sample. */
export interface Field<Value> extends ConfigField {
  schema: z.ZodType<Value>;
  sample: Value;
}

/** A credential exactly as the provider issues it. Never trimmed: every character is part of the key. */
export function secret(
  description: string,
  shape: z.ZodType<string, string> = z.string(),
): Field<Secret> {
  const schema = z
    .string()
    .min(1, 'must not be empty')
    .max(256, 'must have at most 256 characters')
    .pipe(shape)
    .transform(toSecret);
  return { type: 'String', required: true, description, schema, sample: new Secret('sample') };
}

/** A field that must be there. */
export const text = (
  description: string,
  schema: z.ZodType<string>,
  sample = 'sample',
): Field<string> => ({ type: 'String', required: true, description, schema, sample });

/** A field that may be left out. */
export function optional<Value>(
  type: ConfigField['type'],
  description: string,
  schema: z.ZodType<Value>,
  otherwise: Value,
): Field<Value> {
  const withDefault = schema.nullish().transform((value) => value ?? otherwise);
  return { type, required: false, description, schema: withDefault, sample: otherwise };
}

/** A switch that is off unless it is set. */
export const toggle = (description: string): Field<boolean> =>
  optional('Boolean', description, z.boolean(), false);

/** What a `ProviderModule` has of its configuration. */
export function defineConfig<Config extends object>(fields: {
  readonly [Name in keyof Config]: Field<Config[Name]>;
}): { config: z.ZodType<Config>; configInput: ConfigInput; sampleConfig: Config } {
  const each = <Made>(make: (field: Field<unknown>) => Made): Record<string, Made> =>
    Object.fromEntries(
      Object.entries<Field<unknown>>(fields).map(([name, field]) => [name, make(field)]),
    );
  return {
    config: z.strictObject(each(({ schema }) => schema)) as unknown as z.ZodType<Config>,
    configInput: each(({ type, required, description }) => ({ type, required, description })),
    sampleConfig: each(({ sample }) => sample) as Config,
  };
}
