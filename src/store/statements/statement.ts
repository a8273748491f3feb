import { ValueNode } from 'kysely';
import type { Compilable, Expression } from 'kysely';
import type { Dialect } from './dialect.ts';

/** A parameter or a stored value. */
export type Param = string | number | bigint | Uint8Array | null;

/**
 * An SQL statement: a value that is written once and typed by the tables. It is no statement of the glossary, which is
 * evidence. `Params`: the parameters of each use.
 */
export interface Statement<in Params, out Row> {
  build(dialect: Dialect, at: Slots<Params>): Compilable<Row>;
}

/** The slot of each parameter in the statement. */
export type Slots<Params> = { readonly [Name in keyof Params]-?: Expression<Params[Name]> };

/** Any SQL statement, whatever its parameters. */
export type AnyStatement = Statement<never, unknown>;

/** An SQL statement in the form that a database takes: its text, and the values of its slots in their order. */
export interface Compiled {
  text: string;
  /** The parameter's name for each slot; null for a constant. */
  names: readonly (string | null)[];
  constants: readonly Param[];
}

/** All SQL statements. A test prepares each of them. */
export const allStatements: AnyStatement[] = [];

/** Makes an SQL statement. Call it when a module is loaded, never for a call: each one stays in memory. */
export function statement<Params = Readonly<Record<string, never>>>() {
  return <Row>(build: Statement<Params, Row>['build']): Statement<Params, Row> => {
    const made: Statement<Params, Row> = { build };
    allStatements.push(made);
    return made;
  };
}

/** The slot of a parameter. */
class Slot implements Expression<never> {
  readonly name: string;

  constructor(name: string) {
    this.name = name;
  }

  get expressionType(): undefined {
    return undefined;
  }

  toOperationNode(): ValueNode {
    return ValueNode.create(this);
  }
}

const slots = new Proxy({}, { get: (_target, name) => new Slot(String(name)) }) as Slots<never>;

const compiledFor = new WeakMap<Dialect, WeakMap<AnyStatement, Compiled>>();

/** Compiles an SQL statement once for each dialect, because compiling costs more than running. */
export function compile(dialect: Dialect, one: AnyStatement): Compiled {
  const known = compiledFor.get(dialect) ?? new WeakMap<AnyStatement, Compiled>();
  compiledFor.set(dialect, known);
  const before = known.get(one);
  if (before !== undefined) return before;
  const { sql, parameters } = one.build(dialect, slots).compile();
  const compiled = {
    text: sql,
    names: parameters.map((value) => (value instanceof Slot ? value.name : null)),
    constants: parameters.map((value) => (value instanceof Slot ? null : (value as Param))),
  };
  known.set(one, compiled);
  return compiled;
}

/** Parameters by name. */
export type Values = Readonly<Record<string, Param>>;

/** The values for the slots of an SQL statement. Throws a TypeError where one is missing. */
export function valuesOf({ names, constants }: Compiled, params: Values): Param[] {
  const values: Param[] = [];
  // Takes half the time of `map`, for each statement that is run.
  for (let at = 0; at < names.length; at += 1) {
    const name = names[at];
    const value = typeof name === 'string' ? params[name] : constants[at];
    // A database would take undefined for null.
    if (value === undefined) throw new TypeError(`${name} is not given`);
    values.push(value);
  }
  return values;
}
