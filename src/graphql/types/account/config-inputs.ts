import type { ProviderConfigInput as ProviderConfig } from '../../../domain/input/merchants/account.ts';
import { builder } from '../../builder.ts';

/** Its members are those of the providers that are loaded: `loaded-providers.ts`. */
export const ProviderConfigInput = builder
  .inputRef<ProviderConfig>('ProviderConfigInput')
  .implement({
    description:
      "One member for each provider; the names of its credentials are the provider's own.",
    isOneOf: true,
    fields: () => ({}),
  });
