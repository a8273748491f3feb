import { AttentionItem } from './attention-item.ts';
import type { AttentionItemSchema } from './attention-item.ts';
import { UnmatchedRecord } from './unmatched-record.ts';
import type { UnmatchedRecordSchema } from './unmatched-record.ts';

export const attentionEntities = [AttentionItem, UnmatchedRecord];

export type AttentionSchema = typeof AttentionItemSchema | typeof UnmatchedRecordSchema;
