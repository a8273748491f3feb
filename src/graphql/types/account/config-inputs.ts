import type { ProviderConfigInput as ProviderConfig } from '../../../domain/input/merchants/account.ts';
import { configMember } from '../../../operations/merchants/account-config.ts';
import type { ConfigInput } from '../../../providers/config-input.ts';
import { providerModules } from '../../../providers/modules.ts';
import { builder } from '../../builder.ts';

type Configuration = Record<string, unknown>;

/** The input type of a member: `acmePay` takes an AcmePayConfigInput. */
function configType(member: string, title: string, input: ConfigInput) {
  const name = `${member.charAt(0).toUpperCase()}${member.slice(1)}ConfigInput`;
  return builder.inputRef<Configuration>(name).implement({
    description: `What an account at ${title} is configured with, under the provider's own names.`,
    fields: (t) =>
      Object.fromEntries(
        Object.entries(input).map(([field, { type, ...options }]) => [
          field,
          type === '[String!]' ? t.stringList(options) : t.field({ type, ...options }),
        ]),
      ),
  });
}

export const ProviderConfigInput = builder
  .inputRef<ProviderConfig>('ProviderConfigInput')
  .implement({
    description:
      "One member for each provider; the names of its credentials are the provider's own.",
    isOneOf: true,
    fields: (t) =>
      Object.fromEntries(
        Array.from(providerModules.values(), ({ name, title, configInput }) => {
          const member = configMember(name);
          const description = `For an account at ${title}.`;
          return [member, t.field({ type: configType(member, title, configInput), description })];
        }),
      ),
  });
