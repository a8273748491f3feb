import { builder } from '../../builder.ts';
import { AccountMode } from '../enums/payment.ts';
import { ProviderConfigInput } from './config-inputs.ts';

export const CreateProviderAccountInput = builder.inputType('CreateProviderAccountInput', {
  description: 'What createProviderAccount takes.',
  fields: (t) => ({
    merchant: t.id({ description: 'Set by the administrator only.' }),
    name: t.string({
      required: true,
      description: 'For people: 1 to 255 characters. It need not be unique.',
    }),
    baseUrl: t.field({
      type: 'URL',
      description: "Left out: the provider's production address, where it is known.",
    }),
    config: t.field({
      type: ProviderConfigInput,
      required: true,
      description: 'Decides the provider. Secrets in it are encrypted before they are stored.',
    }),
    mode: t.field({
      type: AccountMode,
      description: 'Left out: as the credentials tell, and LIVE where they do not.',
    }),
  }),
});

export const UpdateProviderAccountInput = builder.inputType('UpdateProviderAccountInput', {
  description: 'What updateProviderAccount takes. What is left out or null stays as it is.',
  fields: (t) => ({
    id: t.id({ required: true, description: 'The id of the account: acc_…' }),
    name: t.string({ description: 'For people: 1 to 255 characters.' }),
    baseUrl: t.field({
      type: 'URL',
      description: "Where the provider's API is: https, or http to this machine.",
    }),
    enabled: t.boolean({
      description:
        'A disabled account takes no new orders and settlements. What is under way goes on.',
    }),
    config: t.field({
      type: ProviderConfigInput,
      description:
        'A whole configuration of the same provider, used from the next call on: members that are left out take their defaults.',
    }),
  }),
});
