import SchemaBuilder, { BasePlugin } from '@pothos/core';
import type {
  FieldNullability,
  InputFieldMap,
  InputShapeFromFields,
  PothosOutputFieldConfig,
  SchemaTypes,
  TypeParam,
} from '@pothos/core';
import type { GraphQLFieldResolver } from 'graphql';
import type { Scope } from '../../domain/principal.ts';
import type { Context } from '../context.ts';
import { forbidden } from '../refusals.ts';

/** Who may use a field: everybody for whom one of these holds. */
export interface AuthScopes {
  /** An API key with this scope, or with one of these. */
  key?: Scope | readonly Scope[];
  administrator?: boolean;
  /** A payer's client token. */
  client?: boolean;
}

type FieldAuthScopes<Args> = AuthScopes | ((parent: unknown, args: Args) => AuthScopes);

declare global {
  // Pothos takes the options of plugins from here, with these very parameters.
  export namespace PothosSchemaTypes {
    interface FieldOptions<
      Types extends SchemaTypes,
      ParentShape,
      Type extends TypeParam<Types>,
      Nullable extends FieldNullability<Type>,
      Args extends InputFieldMap,
      ResolveShape,
      ResolveReturnShape,
    > {
      /** Left out: everybody who has the object may use its field. Fields of root types all have it. */
      authScopes?: FieldAuthScopes<InputShapeFromFields<Args>>;
    }
  }
}

type Resolver<Of> = GraphQLFieldResolver<unknown, Of, object>;

/** Refuses a caller before a field is resolved, or before a subscription begins. */
class AuthorizationPlugin<Types extends SchemaTypes> extends BasePlugin<Types> {
  override wrapResolve(
    resolver: Resolver<Types['Context']>,
    field: PothosOutputFieldConfig<Types>,
  ): Resolver<Types['Context']> {
    // Whoever began a subscription is sent its items.
    return field.kind === 'Subscription' ? resolver : authorized<Types>(resolver, field);
  }

  override wrapSubscribe(
    subscriber: Resolver<Types['Context']> | undefined,
    field: PothosOutputFieldConfig<Types>,
  ): Resolver<Types['Context']> | undefined {
    return subscriber && authorized<Types>(subscriber, field);
  }
}

function authorized<Types extends SchemaTypes>(
  resolver: Resolver<Types['Context']>,
  { pothosOptions }: PothosOutputFieldConfig<Types>,
): Resolver<Types['Context']> {
  const { authScopes } = pothosOptions as { authScopes?: FieldAuthScopes<object> };
  if (authScopes === undefined) return resolver;
  return (parent, args, context, info) => {
    const scopes = typeof authScopes === 'function' ? authScopes(parent, args) : authScopes;
    if (!isAllowed(scopes, context as Context)) throw forbidden();
    return resolver(parent, args, context, info);
  };
}

function isAllowed(
  { key, administrator, client }: AuthScopes,
  { principal }: Pick<Context, 'principal'>,
): boolean {
  switch (principal.kind) {
    case 'ADMINISTRATOR':
      return administrator === true;
    case 'CLIENT':
      return client === true;
    case 'API_KEY':
      return typeof key === 'string'
        ? principal.scopes.includes(key)
        : key?.some((scope) => principal.scopes.includes(scope)) === true;
  }
}

export const authorizationPlugin = 'authorization' as never;

SchemaBuilder.registerPlugin(authorizationPlugin, AuthorizationPlugin as never);
