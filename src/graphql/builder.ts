import SchemaBuilder from '@pothos/core';
import ErrorsPlugin from '@pothos/plugin-errors';
import ScopeAuthPlugin from '@pothos/plugin-scope-auth';
import type { Scope } from '../domain/principal.ts';
import { auditPlugin } from './audit/plugin.ts';
import { hasScope } from './context.ts';
import type { Context } from './context.ts';
import { forbidden } from './refusals.ts';

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
  AuthScopes: {
    /** An API key with this scope, or with one of these. */
    key: Scope | readonly Scope[];
    administrator: boolean;
    /** A payer's client token. */
    client: boolean;
  };
}

export const builder = new SchemaBuilder<SchemaTypes>({
  plugins: [ErrorsPlugin, ScopeAuthPlugin, auditPlugin],
  defaultFieldNullability: false,
  errors: { directResult: true },
  scopeAuth: {
    authorizeOnSubscribe: true,
    authScopes: (context) => ({
      key: (scopes) => hasScope(context, typeof scopes === 'string' ? [scopes] : scopes),
      administrator: context.principal.kind === 'ADMINISTRATOR',
      client: context.principal.kind === 'CLIENT',
    }),
    unauthorizedError: forbidden,
  },
});
