import type { ProviderConfigInput as ProviderConfig } from '../../../domain/input/account.ts';
import { configMember } from '../../../operations/merchants/account-config.ts';
import type { ConfigInput } from '../../../providers/config-input.ts';
import { configInputs } from '../../../providers/modules.ts';
import { builder } from '../../builder.ts';

type Configuration = Record<string, unknown>;

/** The input type of a member: `anexpayXcheckout` takes an AnexpayXcheckoutConfigInput. */
function configType(member: string, input: ConfigInput) {
  const name = `${member.charAt(0).toUpperCase()}${member.slice(1)}ConfigInput`;
  return builder.inputRef<Configuration>(name).implement({
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
        Array.from(configInputs, ([provider, input]) => {
          const member = configMember(provider);
          return [member, t.field({ type: configType(member, input) })];
        }),
      ),
  });
