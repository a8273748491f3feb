import type { z } from 'zod';
import { Secret } from '../domain/secret.ts';

/**
 * A provider's credentials and switches as GraphQL takes them: the fields of its member of
 * `ProviderConfigInput`. They say what may be given; the schema beside them says what is right.
 */
export type ConfigInput = Readonly<Record<string, ConfigField>>;

export interface ConfigField {
  /** As the GraphQL schema writes it. */
  type: 'String' | 'Boolean' | 'Int' | 'CurrencyCode' | 'URL' | '[String!]';
  required: boolean;
  description?: string;
}

/** The end of a schema of something secret: from here on it is given out by `reveal` alone. */
export const toSecret = (value: string): Secret => new Secret(value);

/** The fields that a schema takes, so that the compiler finds one that is missing, is too many or differs. */
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
