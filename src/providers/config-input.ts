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

/** How the GraphQL schema writes the type of a value. */
export type TypeOf<Value> = Value extends boolean
  ? 'Boolean'
  : Value extends number
    ? 'Int'
    : Value extends string | Secret
      ? 'String' | 'CurrencyCode' | 'URL'
      : Value extends readonly string[]
        ? '[String!]'
        : never;

/** What a configuration like the sample would be entered as: its required fields, with secrets as they are. */
export function sampleInput({
  configInput,
  sampleConfig,
}: {
  configInput: ConfigInput;
  sampleConfig: unknown;
}): ReadonlyMap<string, unknown> {
  const samples = new Map<string, unknown>(Object.entries(sampleConfig ?? {}));
  const required = Object.entries(configInput).filter(([, field]) => field.required);
  return new Map(
    required.map(([name]) => {
      const value = samples.get(name);
      return [name, value instanceof Secret ? value.reveal() : value];
    }),
  );
}
