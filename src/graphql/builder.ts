import SchemaBuilder from '@pothos/core';
import ErrorsPlugin from '@pothos/plugin-errors';
import { auditPlugin } from './audit/plugin.ts';
import { authorizationPlugin } from './authorization/plugin.ts';
import type { Context } from './context.ts';

export interface SchemaTypes {
  Context: Context;
  DefaultFieldNullability: false;
  Scalars: {
    ID: { Input: string; Output: string };
    /** Epoch milliseconds. */
    DateTime: { Input: number; Output: number };
    Decimal: { Input: string; Output: string };
    CurrencyCode: { Input: string; Output: string };
    URL: { Input: string; Output: string };
    EventCursor: { Input: string; Output: string };
  };
}

export const builder = new SchemaBuilder<SchemaTypes>({
  plugins: [ErrorsPlugin, authorizationPlugin, auditPlugin],
  defaultFieldNullability: false,
  errors: { directResult: true },
});
