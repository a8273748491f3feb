import { hash } from 'node:crypto';
import { Kind, visit } from 'graphql';
import type { DocumentNode, OperationDefinitionNode } from 'graphql';
import type { Principal } from '../../domain/principal.ts';
import { Audience } from './audience.ts';
import type { LogSource } from './log.ts';
import type { ExecuteItems, Subscriber } from './subscriber.ts';

/** What the items of a subscription depend on, besides its log. */
export interface Viewing {
  document: DocumentNode;
  operation: OperationDefinitionNode;
  variables: Readonly<Record<string, unknown>> | null;
  principal: Principal;
  /** Part of each result. */
  cost: object | null;
}

/** Brings those subscribers together to whom the same is sent. */
export interface Audiences {
  /** `execute` is used where nobody else follows the same. */
  add(source: LogSource, viewing: Viewing, execute: ExecuteItems, subscriber: Subscriber): void;
}

/** `onLeft` is called for each subscriber that has left. */
export function createAudiences(onLeft: () => void): Audiences {
  const audiences = new Map<string, Audience>();
  function leave(key: string, isEmpty: boolean): void {
    if (isEmpty) audiences.delete(key);
    onLeft();
  }

  return {
    add(source, viewing, execute, subscriber) {
      const key = keyOf(source, viewing);
      let audience = audiences.get(key);
      if (audience === undefined) {
        audience = new Audience(source.log, execute, key, leave);
        audiences.set(key, audience);
      }
      audience.add(subscriber, source);
    },
  };
}

function keyOf({ log }: LogSource, viewing: Viewing): string {
  const { document, operation, variables, principal, cost } = viewing;
  const shown = variablesShown(document, operation);
  const values = Object.entries(variables ?? {}).filter(([name]) => shown.has(name));
  const sorted = values.toSorted(([a], [b]) => (a < b ? -1 : 1));
  const name = operation.name?.value ?? null;
  const all = [numberOf(document), name, log.key, sorted, scopeOf(principal), cost];
  // It is kept for as long as somebody follows.
  return hash('sha256', JSON.stringify(all), 'base64');
}

/**
 * What a result may depend on of who reads it: not the key itself, but what the key may read. A document that is too
 * long to be remembered is another one each time, and is shared with nobody.
 */
function scopeOf(principal: Principal): readonly string[] {
  switch (principal.kind) {
    case 'ADMINISTRATOR':
      return [principal.kind];
    case 'API_KEY':
      return [principal.kind, principal.merchantId, ...principal.scopes.toSorted()];
    case 'CLIENT':
      return [principal.kind, principal.merchantId, principal.orderId];
  }
}

const numbers = new WeakMap<DocumentNode, number>();
let lastNumber = 0;

function numberOf(document: DocumentNode): number {
  const number = numbers.get(document) ?? (lastNumber += 1);
  numbers.set(document, number);
  return number;
}

const shownBy = new WeakMap<DocumentNode, Map<OperationDefinitionNode, ReadonlySet<string>>>();

/**
 * The variables on which results depend: all but those that are used only in the argument `after` of the root field,
 * which is where a subscriber begins.
 */
function variablesShown(
  document: DocumentNode,
  operation: OperationDefinitionNode,
): ReadonlySet<string> {
  const known = shownBy.get(document) ?? new Map<OperationDefinitionNode, ReadonlySet<string>>();
  shownBy.set(document, known);
  const shown = known.get(operation) ?? findVariablesShown(document, operation);
  known.set(operation, shown);
  return shown;
}

function findVariablesShown(
  document: DocumentNode,
  operation: OperationDefinitionNode,
): ReadonlySet<string> {
  const shown = new Set<string>();
  const [root] = operation.selectionSet.selections;
  const starts = root?.kind === Kind.FIELD ? root.arguments : undefined;
  visit(document, {
    VariableDefinition: () => false,
    Argument: (node) => (node.name.value === 'after' && starts?.includes(node) ? false : undefined),
    Variable: ({ name }) => void shown.add(name.value),
  });
  return shown;
}
