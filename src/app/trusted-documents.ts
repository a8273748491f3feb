import { readFileSync } from 'node:fs';
import { ConfigError } from '../config.ts';
import { schema } from '../graphql/schema.ts';
import { checkoutSubscription } from '../http/checkout/page/subscription.ts';
import { readTrustedDocuments } from '../graphql/trusted-documents.ts';
import type { TrustedDocuments } from '../graphql/trusted-documents.ts';

/** Throws ConfigError where the file cannot be read or has an invalid document. */
export function openTrustedDocuments(path: string | null): TrustedDocuments | null {
  if (path === null) return null;
  try {
    return readTrustedDocuments(readFileSync(path, 'utf8'), schema, [checkoutSubscription]);
  } catch (error) {
    throw new ConfigError(`PAYGRAPH_TRUSTED_DOCUMENTS: ${path}: ${(error as Error).message}`);
  }
}
