import type { Config } from '../../config.ts';
import { subgraphOf } from '../../graphql/federation/subgraph.ts';
import { schemaOf } from '../../graphql/schema.ts';
import type { Log } from '../../operations/deps.ts';
import { loadProviders } from '../../providers/loading/load-providers.ts';
import { providerModules } from '../../providers/modules.ts';
import type { ProviderModules, ProviderName } from '../../providers/provider.ts';
import { providersOfAccounts } from '../../store/queries/operators/providers.ts';
import type { Reader } from '../../store/sql.ts';
import type { Served } from '../graphql-service.ts';
import type { Overrides } from '../overrides.ts';
import { openTrustedDocuments } from './trusted-documents.ts';

/** The built-in providers and those of PAYGRAPH_PROVIDERS, whose paths are seen from the working directory. */
export const providersOf = (
  { providers }: Pick<Config, 'providers'>,
  { modules = providerModules }: Pick<Overrides, 'modules'>,
): Promise<ProviderModules> => loadProviders(modules, providers, process.cwd());

/** What is served follows from the providers that are loaded, and from those that accounts are stored with. */
export async function servedOf(
  config: Pick<Config, 'federation' | 'trustedDocuments'>,
  modules: ProviderModules,
  read: Reader,
  log: Log,
): Promise<Served> {
  const stored = await providersOfAccounts(read);
  const missing = stored.filter((name) => !modules.has(name as ProviderName));
  for (const provider of missing) {
    log.warn({ provider }, 'there are accounts of a provider that is not loaded');
  }
  for (const provider of [...modules.keys()].filter((name) => !providerModules.has(name))) {
    log.info({ provider }, 'a provider from outside is loaded');
  }
  const documented = schemaOf(modules, missing);
  const schema = config.federation ? subgraphOf(documented) : documented;
  const trusted = openTrustedDocuments(config.trustedDocuments, schema);
  return { documented, schema, trusted };
}
