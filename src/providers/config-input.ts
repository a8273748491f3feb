import type { z } from 'zod';
import { Secret } from '../domain/secret.ts';

/**
 * The credentials and switches of a provider in the GraphQL schema: the fields of its member of
 * `ProviderConfigInput`. The zod schema beside them checks the values.
 */
export type ConfigInput = Readonly<Record<string, ConfigField>>;

export const configFieldTypes = [
  'String',
  'Boolean',
  'Int',
  'CurrencyCode',
  'URL',
  '[String!]',
] as const;

export interface ConfigField {
  /** As the GraphQL schema writes it. */
  type: (typeof configFieldTypes)[number];
  required: boolean;
  /** What it is and what it does, for whoever enters it. */
  description: string;
}

/** Ends the schema of a secret field. From then on only `reveal` gives out the value. */
export const toSecret = (value: string): Secret => new Secret(value);

/** The `ConfigInput` that fits a zod schema: the compiler reports a field that is missing, too many or different. */
export type ConfigInputOf<Schema extends z.ZodType> = {
  readonly [Name in keyof z.input<Schema>]-?: FieldOf<z.input<Schema>[Name]>;
};

interface FieldOf<Input> extends ConfigField {
  type: TypeOf<NonNullable<Input>>;
  required: undefined extends Input ? false : true;
}

type TypeOf<Input> = Input extends boolean
  ? 'Boolean'
  : Input extends number
    ? 'Int'
    : Input extends string
      ? 'String' | 'CurrencyCode' | 'URL'
      : Input extends readonly string[]
        ? '[String!]'
        : never;
