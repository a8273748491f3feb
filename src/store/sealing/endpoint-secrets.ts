import type { Sealer } from './sealer.ts';

/** Binds the sealed secrets to their row. */
const secretsUse = (endpointId: string): string => `event_endpoints/${endpointId}/secrets`;

/** `secrets`: those with which the events of an endpoint are signed, as JSON. */
export function sealEndpointSecrets(sealer: Sealer, endpointId: string, secrets: string): string {
  return sealer.seal(secrets, secretsUse(endpointId));
}

/** Throws an `UnopenableError`. */
export function openEndpointSecrets(
  sealer: Sealer,
  { id, secrets }: { id: string; secrets: string },
): string {
  return sealer.open(secrets, secretsUse(id));
}
