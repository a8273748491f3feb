import {
  BreakingChangeType,
  DangerousChangeType,
  SafeChangeType,
  buildSchema,
  findSchemaChanges,
  isInputObjectType,
} from 'graphql';
import type { GraphQLSchema } from 'graphql';

/** What clients of the last release notice of the schema (docs/schema-evolution.md). */

export interface Release {
  version: string;
  schema: GraphQLSchema;
}

export interface Evolution {
  /** Changes that break clients, and that no decision names. */
  undecided: readonly string[];
  /** Changes that a client meets only if it is not ready for what is new. */
  dangerous: readonly string[];
}

export const releaseOf = (version: string, printed: string): string =>
  `# The schema of version ${version}, as its clients know it. \`npm run schema -- --release\` writes this file.\n${printed}`;

/** Throws a TypeError for a text that `releaseOf` has not written. */
export function readRelease(text: string): Release {
  const [, version] = /^# The schema of version (\d+\.\d+\.\d+),/.exec(text) ?? [];
  if (version === undefined) throw new TypeError('the released schema does not name its version');
  return { version, schema: buildSchema(text) };
}

/** The heading under which a decision lists what it breaks, for clients of one version only. */
export const headingFor = (version: string): string => `## What breaks clients of ${version}`;

/** `decisions`: the pages of docs/decisions/. */
export function evolutionOf(
  release: Release,
  schema: GraphQLSchema,
  decisions: readonly string[],
): Evolution {
  const changes = findSchemaChanges(release.schema, schema);
  const ofTypes = (types: object, others: object): string[] =>
    changes
      .filter(({ type }) => type in types && !(type in others))
      .map(({ type, description }) => `${type} ${description}`);
  const decided = new Set(decisions.flatMap((page) => namedIn(page, headingFor(release.version))));
  const breaking = [...ofTypes(BreakingChangeType, {}), ...nowOneOf(release.schema, schema)];
  return {
    undecided: breaking.filter((change) => !decided.has(change)),
    dangerous: ofTypes(DangerousChangeType, SafeChangeType),
  };
}

/** The list items in code under the heading. */
function namedIn(page: string, heading: string): string[] {
  const [, after = ''] = page.split(`\n${heading}\n`);
  const [section = ''] = after.split(/^#/m);
  return [...section.matchAll(/^- `([^`]+)`/gm)].map(([, change = '']) => change);
}

/** graphql compares the fields of an input, and not whether it takes more than one of them. */
function nowOneOf(before: GraphQLSchema, after: GraphQLSchema): string[] {
  return Object.values(after.getTypeMap())
    .filter((type) => isInputObjectType(type) && type.isOneOf)
    .filter(({ name }) => {
      const old = before.getType(name);
      return isInputObjectType(old) && !old.isOneOf;
    })
    .map(({ name }) => `INPUT_IS_ONE_OF Input ${name} takes exactly one field.`);
}
