import { z } from 'zod';
import { Secret } from '../../domain/secret.ts';
import { toSecret } from '../config-input.ts';
import type { ConfigInput, TypeOf } from '../config-input.ts';

/** One credential or switch of an account: how the GraphQL schema shows it, how it is checked, and a sample. */
export interface Field<Value> {
  type: TypeOf<NonNullable<Value>>;
  /** What it is and what it does, for whoever enters it. */
  description: string;
  /** A field that it takes without a value may be left out. */
  schema: z.ZodType<Value>;
  sample: Value;
}

/**
 * A credential exactly as the provider issues it. Never trimmed: every character is part of the key. `shape` narrows
 * it, and `sample` has to have that shape.
 */
export const secret = (
  description: string,
  shape: z.ZodType<string, string> = z.string(),
  sample = 'sample',
): Field<Secret> =>
  fieldOf(
    'String',
    description,
    z
      .string()
      .min(1, 'must not be empty')
      .max(256, 'must have at most 256 characters')
      .pipe(shape)
      .transform(toSecret),
    new Secret(sample),
  );

/** A field that must be there. */
export const text = (
  description: string,
  schema: z.ZodType<string>,
  sample = 'sample',
): Field<string> => fieldOf('String', description, schema, sample);

/** A field that may be left out. */
export const optional = <Value>(
  type: Field<Value>['type'],
  description: string,
  schema: z.ZodType<Value>,
  otherwise: Value,
): Field<Value> =>
  fieldOf<Value>(
    type,
    description,
    schema.nullish().transform((value) => value ?? otherwise),
    otherwise,
  );

/** A switch that is off unless it is set. */
export const toggle = (description: string): Field<boolean> =>
  optional<boolean>('Boolean', description, z.boolean(), false);

const fieldOf = <Value>(
  type: Field<Value>['type'],
  description: string,
  schema: z.ZodType<Value>,
  sample: Value,
): Field<Value> => ({ type, description, schema, sample });

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
    configInput: each(({ type, description, schema }) => {
      const required = !schema.safeParse(undefined).success;
      return { type, required, description };
    }),
    sampleConfig: each(({ sample }) => sample) as Config,
  };
}
