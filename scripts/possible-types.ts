/** schema.graphql → clients/typescript/src/possible-types.ts: `node scripts/possible-types.ts`. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildSchema, isAbstractType } from 'graphql';
import { format, resolveConfig } from 'prettier';

const root = join(import.meta.dirname, '..');
export const possibleTypesFile = join(root, 'clients/typescript/src/possible-types.ts');

/** The source of the module, from the schema. */
export async function possibleTypesSource(): Promise<string> {
  const schema = buildSchema(readFileSync(join(root, 'schema.graphql'), 'utf8'));
  const abstract = Object.values(schema.getTypeMap()).filter(isAbstractType);
  const entries = abstract.map((type) => {
    const names = schema.getPossibleTypes(type).map(({ name }) => name);
    return [type.name, names.toSorted()] as const;
  });
  const source = `/** Of the schema's unions and interfaces, for the caches of clients. Generated: scripts/possible-types.ts. */
  export const possibleTypes: Record<string, string[]> = ${JSON.stringify(Object.fromEntries(entries))};`;
  const options = await resolveConfig(possibleTypesFile);
  return format(source, { ...options, filepath: possibleTypesFile });
}

if (import.meta.main) writeFileSync(possibleTypesFile, await possibleTypesSource());
