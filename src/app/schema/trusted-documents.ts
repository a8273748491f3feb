import { readFileSync } from 'node:fs';
import { ConfigError } from '../../config.ts';
import { checkoutSubscription } from '../../http/checkout/page/subscription.ts';
import type { GraphqlService } from '../../graphql/transports/service.ts';
import { readTrustedDocuments } from '../../graphql/trusted-documents.ts';
import type { TrustedDocuments } from '../../graphql/trusted-documents.ts';

/** Throws ConfigError where the file cannot be read or has an invalid document. */
export function openTrustedDocuments(
  path: string | null,
  schema: GraphqlService['schema'],
): TrustedDocuments | null {
  if (path === null) return null;
  try {
    return readTrustedDocuments(readFileSync(path, 'utf8'), schema, [checkoutSubscription]);
  } catch (error) {
    throw new ConfigError(`PAYGRAPH_TRUSTED_DOCUMENTS: ${path}: ${(error as Error).message}`);
  }
}
