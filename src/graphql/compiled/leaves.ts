import type { GraphQLLeafType } from 'graphql';
import { weightOf } from '../limits/long-answers.ts';
import type { Fields } from './fields.ts';

/** What is known of a field. */
interface Field {
  responseName: string;
  /** Of a leaf that shows a property as it is: the property, and its type. */
  property: { name: string; type: GraphQLLeafType } | null;
  shape: { isNonNull: boolean };
}

/** An answer, as far as it is made. `number`: of its execution. */
interface Answer {
  readonly number: number;
  weight: number;
}

/**
 * Reads the fields of an object that are its properties, and adds their weight. All other fields are undefined in the
 * result, so that each has its place. Null where a property is anything unusual: then nothing is known of the object.
 */
export type ReadLeaves = (source: unknown, answer: Answer) => Fields | null;

const readNone: ReadLeaves = () => null;

/** Most fields of an object. A function for more takes long to make. */
const mostFields = 64;

/**
 * `after`: so many executions are left to the caller first. To make a function takes longer than an execution, so it is
 * not made for documents that do not come again.
 */
export function leavesOf(fields: readonly Field[], after: number): ReadLeaves {
  const isAny = fields.some(({ property }) => property !== null);
  // A literal with this name would have another prototype.
  const isOdd = fields.some(({ responseName }) => responseName === '__proto__');
  if (!isAny || isOdd || fields.length > mostFields) return readNone;
  let left = after;
  let last = NaN;
  let read = readNone;
  return (source, answer) => {
    if (answer.number !== last) {
      last = answer.number;
      if (left === 0) read = compiled(fields);
      left -= 1;
    }
    return read(source, answer);
  };
}

/**
 * A function of its own text has its own accesses to properties, so the engine knows the one kind of object that each
 * of them reads, and the one kind that is made. The names in the text are names of GraphQL: letters, digits and `_`.
 */
function compiled(fields: readonly Field[]): ReadLeaves {
  const types = fields.map(({ property }) => property?.type);
  const reads = fields.map((field, at) => readOf(field, `value${at}`, `types[${at}]`));
  const members = fields.map(({ responseName }, at) => `${responseName}: value${at}`);
  const text = `return (source, answer) => {
    if (typeof source !== 'object' || source === null) return null;
    let weight = 0;
    try {
      ${reads.join('\n')}
      answer.weight += weight;
      return { ${members.join(', ')} };
    } catch {
      return null;
    }
  };`;
  // oxlint-disable-next-line no-implied-eval, no-new-func
  const make = new Function('types', 'weightOf', text) as (
    all: typeof types,
    weigh: typeof weightOf,
  ) => ReadLeaves;
  return make(types, weightOf);
}

function readOf({ property, shape }: Field, value: string, type: string): string {
  if (property === null) return `const ${value} = undefined;`;
  return `let ${value} = source.${property.name};
    if (${value} !== null) {
      if (typeof ${value} === 'object' || typeof ${value} === 'function') return null;
      ${value} = ${type}.coerceOutputValue(${value});
      if (${value} === null || ${value} === undefined) return null;
      if (typeof ${value} === 'string') weight += ${value}.length;
      else if (typeof ${value} === 'object') weight += weightOf(${value});
    }${shape.isNonNull ? ' else return null;' : ''}`;
}
