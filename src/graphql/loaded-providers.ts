import { Kind, parseType } from 'graphql';
import type {
  ConstDirectiveNode,
  DefinitionNode,
  DocumentNode,
  EnumValueDefinitionNode,
  InputValueDefinitionNode,
  NameNode,
  StringValueNode,
} from 'graphql';
import { configMember } from '../operations/merchants/account-config.ts';
import type { ConfigField } from '../providers/config-input.ts';
import type { ProviderModule, ProviderModules, ProviderName } from '../providers/provider.ts';
import { listed } from './types/enums/described.ts';

/**
 * What providers add to the schema: their values of `Provider`, and their members of `ProviderConfigInput`. `missing`:
 * providers of accounts that are not loaded. They keep their values, so that what is stored can be read
 * (docs/rules.md#providers-that-are-not-loaded).
 */
export function extensionOf(modules: ProviderModules, missing: readonly string[]): DocumentNode {
  const loaded = [...modules.values()];
  const definitions: DefinitionNode[] = [
    {
      kind: Kind.ENUM_TYPE_EXTENSION,
      name: named('Provider'),
      values: [...loaded.map(valueOf), ...missing.map(valueOfMissing)],
    },
    {
      kind: Kind.INPUT_OBJECT_TYPE_EXTENSION,
      name: named('ProviderConfigInput'),
      fields: loaded.map(memberOf),
    },
    ...loaded.map(configTypeOf),
  ];
  return { kind: Kind.DOCUMENT, definitions };
}

const named = (value: string): NameNode => ({ kind: Kind.NAME, value });
const text = (value: string): StringValueNode => ({ kind: Kind.STRING, value });

const valueOf = ({ name, title, methods }: ProviderModule): EnumValueDefinitionNode => ({
  kind: Kind.ENUM_VALUE_DEFINITION,
  name: named(name),
  description: text(`${title}: ${listed(methods, 'and') || 'no method yet'}.`),
});

const valueOfMissing = (name: string): EnumValueDefinitionNode => ({
  kind: Kind.ENUM_VALUE_DEFINITION,
  name: named(name),
  description: text('Has accounts, and is not loaded.'),
  directives: [deprecated('It is not loaded: what is stored can be read, and nothing is sent.')],
});

const deprecated = (reason: string): ConstDirectiveNode => ({
  kind: Kind.DIRECTIVE,
  name: named('deprecated'),
  arguments: [{ kind: Kind.ARGUMENT, name: named('reason'), value: text(reason) }],
});

/** `acmePay` takes an AcmePayConfigInput. */
function configTypeName(provider: ProviderName): string {
  const member = configMember(provider);
  return `${member.charAt(0).toUpperCase()}${member.slice(1)}ConfigInput`;
}

const memberOf = ({ name, title }: ProviderModule): InputValueDefinitionNode =>
  fieldOf(configMember(name), configTypeName(name), `For an account at ${title}.`);

const configTypeOf = ({ name, title, configInput }: ProviderModule): DefinitionNode => ({
  kind: Kind.INPUT_OBJECT_TYPE_DEFINITION,
  name: named(configTypeName(name)),
  description: text(
    `What an account at ${title} is configured with, under the provider's own names.`,
  ),
  fields: Object.entries(configInput).map(([field, options]) =>
    fieldOf(field, typeOf(options), options.description),
  ),
});

const typeOf = ({ type, required }: ConfigField): string => (required ? `${type}!` : type);

const fieldOf = (name: string, type: string, description: string): InputValueDefinitionNode => ({
  kind: Kind.INPUT_VALUE_DEFINITION,
  name: named(name),
  description: text(description),
  type: parseType(type),
});
