import { builder } from '../../builder.ts';
import { ProviderConfigInput } from './config-inputs.ts';

export const CreateProviderAccountInput = builder.inputType('CreateProviderAccountInput', {
  fields: (t) => ({
    merchant: t.id({ description: 'Set by the administrator only.' }),
    name: t.string({ required: true }),
    baseUrl: t.field({
      type: 'URL',
      description: "Left out: the provider's production address, where it is known.",
    }),
    config: t.field({ type: ProviderConfigInput, required: true }),
  }),
});

export const UpdateProviderAccountInput = builder.inputType('UpdateProviderAccountInput', {
  fields: (t) => ({
    id: t.id({ required: true }),
    name: t.string(),
    baseUrl: t.field({ type: 'URL' }),
    enabled: t.boolean(),
    config: t.field({ type: ProviderConfigInput }),
  }),
});
