import type { MetadataEntry as Entry } from '../../store/records.ts';
import { builder } from '../builder.ts';

export const MetadataEntry = builder.objectRef<Entry>('MetadataEntry').implement({
  fields: (t) => ({
    key: t.exposeString('key'),
    value: t.exposeString('value'),
  }),
});

export const MetadataEntryInput = builder.inputType('MetadataEntryInput', {
  fields: (t) => ({
    key: t.string({ required: true }),
    value: t.string({ required: true }),
  }),
});
