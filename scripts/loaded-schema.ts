import { readProviders } from '../src/config/providers.ts';
import { schemaOf } from '../src/graphql/schema.ts';
import { loadProviders } from '../src/providers/loading/load-providers.ts';
import { providerModules } from '../src/providers/modules.ts';

/** The schema of a server with the same PAYGRAPH_PROVIDERS. */
export const schema = schemaOf(
  await loadProviders(providerModules, readProviders(process.env), process.cwd()),
);
