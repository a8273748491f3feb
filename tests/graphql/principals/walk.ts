import {
  getNamedType,
  isAbstractType,
  isInterfaceType,
  isObjectType,
  isLeafType,
  parse,
  subscribe,
  validate,
} from 'graphql';
import type {
  ExecutionResult,
  GraphQLError,
  GraphQLField,
  GraphQLObjectType,
  OperationTypeNode,
} from 'graphql';
import { Secret } from '../../../src/domain/secret.ts';
import type { Principal } from '../../../src/domain/principal.ts';
import { rulesFor } from '../../../src/graphql/authorization/client-view.ts';
import { createContext } from '../../../src/graphql/context.ts';
import { schema } from '../../support/schema.ts';
import { authenticate } from '../../../src/operations/merchants/authenticate.ts';
import { executeBothWays } from '../../support/execution.ts';
import type { Roots } from './roots.ts';
import type { Column, Fixture } from './fixture.ts';

/** What a principal sees of a field. */
export type Cell =
  /** Shown, whatever its value. */
  | 'yes'
  /** FORBIDDEN. */
  | 'no'
  /** For fields of the roots: null or NOT_FOUND, as if it did not exist. */
  | 'null'
  /** The credentials are refused before anything else is checked. */
  | '401'
  /** No path leads there. */
  | '-';

export interface Seen {
  /** By field, as "Type.field". */
  cells: Map<string, Cell>;
  /** The fields that had a value somewhere, except fields of the roots. */
  values: Set<string>;
  /** The fields whose every kind of value was seen. */
  settled: Set<string>;
}

/** A place in an answer: the field of the root, and the fields and types from there on. */
interface Place {
  operation: OperationTypeNode;
  field: string;
  args: string;
  type: string;
  /** Each a field, and the type that it belongs to. */
  trail: readonly { type: string; field: string }[];
}

export type Answer = ExecutionResult;

export const typesOfSchema = Object.values(schema.getTypeMap())
  .filter((type) => isObjectType(type) || isInterfaceType(type))
  .filter(({ name }) => !name.startsWith('__'));

export const rootTypes = ['Query', 'Mutation', 'Subscription'];

/** Every field of the schema, as "Type.field". */
export const fieldsOfSchema: readonly string[] = typesOfSchema.flatMap(({ name }) =>
  Object.keys(schemaFields(name)).map((field) => `${name}.${field}`),
);

function schemaFields(type: string): Record<string, GraphQLField<unknown, unknown>> {
  const found = schema.getType(type);
  if (!isObjectType(found) && !isInterfaceType(found)) throw new Error(`no fields: ${type}`);
  return found.getFields();
}

/** Follows every path that these credentials allow, and returns what is shown there. */
export async function walk(fixture: Fixture, roots: Roots, column: Column): Promise<Seen> {
  const seen: Seen = { cells: new Map(), values: new Set(), settled: new Set() };
  const { cells } = seen;
  const { deps } = fixture.testApp.app;
  for (const secret of fixture.credentials[column]) {
    const header = secret === null ? null : `Bearer ${secret}`;
    const principal = await authenticate(deps, new Secret(fixture.testApp.adminKey), header);
    if (principal === null) {
      for (const field of fieldsOfSchema) cells.set(field, '401');
    } else {
      await new Walk(fixture, principal, roots, seen).go();
    }
  }
  for (const field of fieldsOfSchema) if (!cells.has(field)) cells.set(field, '-');
  return seen;
}

/** The same type is reached by many paths. So many of them are followed while some field has shown no value. */
const patience = 9;

class Walk {
  readonly #fixture: Fixture;
  readonly #principal: Principal;
  readonly #roots: Roots;
  readonly #cells: Map<string, Cell>;
  readonly #values: Set<string>;
  readonly #settled: Set<string>;
  readonly #visits = new Map<string, number>();
  readonly #places: Place[] = [];

  constructor(fixture: Fixture, principal: Principal, roots: Roots, seen: Seen) {
    this.#values = seen.values;
    this.#settled = seen.settled;
    this.#fixture = fixture;
    this.#principal = principal;
    this.#roots = roots;
    this.#cells = seen.cells;
  }

  async go(): Promise<void> {
    for (const type of rootTypes) {
      for (const field of Object.keys(schemaFields(type))) await this.#enter(type, field);
    }
    for (let place = this.#places.shift(); place; place = this.#places.shift()) {
      await this.#visit(place);
    }
  }

  async #enter(type: string, field: string): Promise<void> {
    const operation = type.toLowerCase() as OperationTypeNode;
    for (const args of this.#roots[`${type}.${field}`] ?? ['']) {
      const answer = await this.#execute(`${operation} { ${field}${args} { __typename } }`);
      const values = flat(answer.data?.[field]);
      const code = codeOf(answer.errors?.[0]);
      const isThere = values.some(({ __typename: name }) => name !== 'NotFoundError');
      if (code !== null && code !== 'FORBIDDEN' && code !== 'NOT_FOUND') {
        throw new Error(`${type}.${field}${args}: ${JSON.stringify(answer)}`);
      }
      this.#note(`${type}.${field}`, code === 'FORBIDDEN' ? 'no' : isThere ? 'yes' : 'null');
      for (const name of typenames(values)) {
        this.#reach({ operation, field, args, type: name, trail: [] });
      }
    }
  }

  /** One query for all fields that are still to be seen; refused fields are left out of the next. */
  async #visit(place: Place): Promise<void> {
    const visits = this.#visits.get(place.type) ?? 0;
    const all = Object.keys(schemaFields(place.type));
    const isDone = all.every((field) => this.#isSettled(`${place.type}.${field}`));
    if (visits > 0 && (isDone || visits >= patience)) return;
    this.#visits.set(place.type, visits + 1);
    let fields = all;
    while (fields.length > 0) {
      const answer = await this.#execute(documentOf(place, fields));
      const refused = refusedOf(answer, fields);
      if (refused.length === 0) return this.#read(place, fields, answer);
      for (const field of refused) this.#note(`${place.type}.${field}`, 'no');
      fields = fields.filter((field) => !refused.includes(field));
    }
  }

  #isSettled(field: string): boolean {
    return this.#cells.get(field) === 'no' || this.#settled.has(field);
  }

  #read(place: Place, fields: readonly string[], answer: Answer): void {
    const objects = objectsAt(place, answer);
    if (objects.length === 0) return;
    for (const field of fields) {
      const name = `${place.type}.${field}`;
      this.#note(name, 'yes');
      const values = objects.flatMap((object) => flat(object[`${place.type}_${field}`]));
      if (values.length === 0) continue;
      this.#values.add(name);
      const types = isComposite(place.type, field) ? typenames(values) : new Set<string>();
      const trail = [...place.trail, { type: place.type, field }];
      for (const type of types) this.#reach({ ...place, type, trail });
      if (this.#allReached(place.type, field, types)) this.#settled.add(name);
    }
  }

  #reach(place: Place): void {
    this.#places.push(place);
    const type = schema.getType(place.type) as GraphQLObjectType;
    for (const { name } of type.getInterfaces()) this.#places.push({ ...place, type: name });
  }

  /** Of a union: all of its members, here or elsewhere. */
  #allReached(type: string, field: string, here: ReadonlySet<string>): boolean {
    const value = getNamedType(schemaFields(type)[field]?.type);
    if (!isAbstractType(value)) return true;
    const reached = (name: string) => here.has(name) || this.#visits.has(name);
    return schema.getPossibleTypes(value).every(({ name }) => reached(name));
  }

  #note(field: string, cell: Cell): void {
    const known = this.#cells.get(field);
    if (known !== undefined && known !== 'yes' && known !== cell && cell === 'no') {
      throw new Error(`${field} is refused in one place and ${known} in another`);
    }
    if (known !== 'yes') this.#cells.set(field, cell);
  }

  async #execute(query: string): Promise<Answer> {
    // What can be done only once is done as if for the first time.
    if (query.includes('deleteEventEndpoint')) await undelete(this.#fixture.testApp);
    return executeAs(this.#fixture.testApp, this.#principal, query);
  }
}

const undelete = ({ app }: Fixture['testApp']): Promise<number> =>
  app.deps.queue.commit((tx) =>
    tx.run('update event_endpoints set deleted_at = null where deleted_at is not null'),
  );

/** As a transport does it. Of a stream, the first item. */
export async function executeAs(
  { app }: Fixture['testApp'],
  principal: Principal,
  query: string,
): Promise<Answer> {
  const document = parse(query);
  const errors = [
    ...validate(schema, document),
    ...validate(schema, document, rulesFor(principal)),
  ];
  if (errors.length > 0) return { errors };
  const info = { principal, requestId: 'test', source: '127.0.0.1', resumeAfter: null };
  const argsOf = () => {
    const contextValue = createContext(app.deps, info);
    return { schema, document, contextValue };
  };
  if (!query.startsWith('subscription')) return executeBothWays(argsOf);
  const stream = await subscribe(argsOf());
  if (!(Symbol.asyncIterator in stream)) return stream;
  const { value } = await stream.next();
  await stream.return(undefined);
  return value as Answer;
}

/** A field of a type and a field of its interface with the same name are different selections. */
function documentOf({ operation, field, args, type, trail }: Place, fields: readonly string[]) {
  const requested = fields.map(
    (name) => `${type}_${name}: ${name}${isComposite(type, name) ? ' { __typename }' : ''}`,
  );
  let inner = `__typename ... on ${type} { ${requested.join(' ')} }`;
  for (const step of trail.toReversed()) {
    inner = `__typename ... on ${step.type} { ${step.type}_${step.field}: ${step.field} { ${inner} } }`;
  }
  return `${operation} { ${field}${args} { ${inner} } }`;
}

function objectsAt({ field, trail, type }: Place, answer: Answer): Record<string, unknown>[] {
  const from = flat(answer.data?.[field]);
  const reached = trail.reduce(
    (objects, step) => objects.flatMap((object) => flat(object[`${step.type}_${step.field}`])),
    from,
  );
  return reached.filter((object) => Object.keys(object).some((key) => key.startsWith(`${type}_`)));
}

function flat(value: unknown): Record<string, unknown>[] {
  if (value === null || value === undefined) return [];
  return (Array.isArray(value) ? value.flat() : [value]) as Record<string, unknown>[];
}

const typenames = (values: readonly Record<string, unknown>[]): Set<string> =>
  new Set(values.map(({ __typename: name }) => String(name)));

function isComposite(type: string, field: string): boolean {
  const definition = schemaFields(type)[field];
  return definition !== undefined && !isLeafType(getNamedType(definition.type));
}

/** The fields that an answer refuses. Any other error is a mistake of the fixture, and thrown. */
function refusedOf({ errors = [] }: Answer, fields: readonly string[]): string[] {
  return errors.map((error) => {
    const field = error.path?.findLast((part) => typeof part === 'string');
    const name = error.nodes?.[0];
    const requested = name?.kind === 'Field' ? name.name.value : String(field).split('_').at(-1);
    if (codeOf(error) !== 'FORBIDDEN' || requested === undefined || !fields.includes(requested)) {
      throw new Error(`not foreseen: ${error.message} at ${String(error.path)}`);
    }
    return requested;
  });
}

export function codeOf(error: GraphQLError | undefined): string | null {
  if (error === undefined) return null;
  const { code } = error.extensions;
  return typeof code === 'string' ? code : error.message;
}
