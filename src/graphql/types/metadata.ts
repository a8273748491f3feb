import type { MetadataEntry as Entry } from '../../store/records.ts';
import { builder } from '../builder.ts';

export const MetadataEntry = builder.objectRef<Entry>('MetadataEntry').implement({
  description: 'A pair of texts.',
  fields: (t) => ({
    key: t.exposeString('key', {
      description: 'Unique within its list. For a header of a webhook, its name in lower case.',
    }),
    value: t.exposeString('value', {
      description:
        'The text as it was passed. For a header of a webhook that holds a secret, "***".',
    }),
  }),
});

export const MetadataEntryInput = builder.inputType('MetadataEntryInput', {
  description: "A pair of texts of the merchant's own. Keep secrets and personal data out of it.",
  fields: (t) => ({
    key: t.string({ required: true, description: '1 to 64 characters, once in its list.' }),
    value: t.string({ required: true, description: 'At most 500 characters; may be empty.' }),
  }),
});
