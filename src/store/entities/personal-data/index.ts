import { DataKey } from './data-key.ts';
import type { DataKeySchema } from './data-key.ts';
import { Erasure } from './erasure.ts';
import type { ErasureSchema } from './erasure.ts';
import { SealedData } from './sealed-data.ts';
import type { SealedDataSchema } from './sealed-data.ts';
import { SearchEntry } from './search-entry.ts';
import type { SearchEntrySchema } from './search-entry.ts';

export const personalDataEntities = [DataKey, SealedData, Erasure, SearchEntry];

export type PersonalDataSchema =
  typeof DataKeySchema | typeof SealedDataSchema | typeof ErasureSchema | typeof SearchEntrySchema;
