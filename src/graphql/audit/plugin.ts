import SchemaBuilder, { BasePlugin } from '@pothos/core';
import type { PothosOutputFieldConfig, SchemaTypes } from '@pothos/core';
import { GraphQLError } from 'graphql';
import type { GraphQLFieldResolver } from 'graphql';
import { audited } from '../../operations/audit/audited.ts';
import type { Context } from '../context.ts';
import { forbidden } from '../refusals.ts';
import { idsIn, masked } from './arguments.ts';

type Resolver<Of = Context> = GraphQLFieldResolver<unknown, Of, object>;

/**
 * Audits every field of Mutation. It must be the last of the builder's plugins: it then runs after authorization, and
 * before errors become results.
 */
class AuditPlugin<Types extends SchemaTypes> extends BasePlugin<Types> {
  override wrapResolve(
    resolver: Resolver<Types['Context']>,
    { kind }: PothosOutputFieldConfig<Types>,
  ): Resolver<Types['Context']> {
    if (kind !== 'Mutation') return resolver;
    return auditing(resolver) as Resolver<Types['Context']>;
  }
}

function auditing(resolver: Resolver): Resolver {
  return async (root, args, context, info) => {
    const { principal, source, requestId } = context;
    if (principal.kind === 'CLIENT') throw forbidden();
    const types = info.parentType.getFields()[info.fieldName]?.args ?? [];
    const values = args as Record<string, unknown>;
    let named: readonly string[] | null = null;
    const act = {
      mutation: info.fieldName,
      principal,
      source,
      requestId,
      arguments: () => JSON.stringify(masked(values, types)),
      named: () => (named ??= idsIn(values, types)),
    };
    return audited(context.deps, act, codeOf, async (deps) =>
      resolver(root, args, { ...context, deps }, info),
    );
  };
}

function codeOf(error: unknown): string | null {
  const code = error instanceof GraphQLError ? error.extensions['code'] : null;
  return typeof code === 'string' ? code : null;
}

/** Pothos wants plugin names in a global namespace. A plugin without options does without. */
export const auditPlugin = 'audit' as never;

SchemaBuilder.registerPlugin(auditPlugin, AuditPlugin as never);
