import { Kind, OperationTypeNode, TypeInfo, visit, visitWithTypeInfo } from 'graphql';
import type {
  DocumentNode,
  FieldNode,
  GraphQLSchema,
  OperationDefinitionNode,
  SelectionNode,
} from 'graphql';
import type { AuthScopes } from '../authorization/plugin.ts';

/** What the document of an event endpoint must be, besides valid: each problem is the end of a sentence. */
export function shapeProblems(document: DocumentNode): readonly string[] {
  const operations = document.definitions.filter(
    (definition): definition is OperationDefinitionNode =>
      definition.kind === Kind.OPERATION_DEFINITION,
  );
  const [operation] = operations;
  if (operation === undefined || operations.length > 1) return ['must have exactly one operation'];
  if (operation.operation !== OperationTypeNode.SUBSCRIPTION) return ['must be a subscription'];
  if ((operation.variableDefinitions ?? []).length > 0) return ['must not have variables'];
  const [field, ...more] = operation.selectionSet.selections;
  if (field === undefined || more.length > 0 || !isEvents(field)) {
    return ['must select the field `events` alone'];
  }
  const has = { alias: field.alias, arguments: field.arguments, directives: field.directives };
  return Object.entries(has)
    .filter(([, value]) => (Array.isArray(value) ? value.length > 0 : value !== undefined))
    .map(([what]) => `must select \`events\` without ${what === 'alias' ? 'an alias' : what}`);
}

const isEvents = (selection: SelectionNode): selection is FieldNode =>
  selection.kind === Kind.FIELD && selection.name.value === 'events';

/** The fields that scope READ does not allow. */
export function scopeProblems(schema: GraphQLSchema, document: DocumentNode): readonly string[] {
  const typeInfo = new TypeInfo(schema);
  const problems = new Set<string>();
  visit(
    document,
    visitWithTypeInfo(typeInfo, {
      Field({ name }) {
        const options = typeInfo.getFieldDef()?.extensions['pothosOptions'];
        const scopes = (options as { authScopes?: AuthScopes } | undefined)?.authScopes;
        if (scopes === undefined || typeof scopes === 'function') return;
        const mayRead = [scopes.key ?? []].flat().includes('READ');
        if (!mayRead) problems.add(`selects \`${name.value}\`, which scope READ does not allow`);
      },
    }),
  );
  return [...problems];
}
