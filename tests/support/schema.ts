import { schemaOf } from '../../src/graphql/schema.ts';
import { providerModules } from '../../src/providers/modules.ts';

/** The schema with the built-in providers alone. */
export const schema = schemaOf(providerModules);
