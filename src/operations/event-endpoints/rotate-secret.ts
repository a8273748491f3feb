import { readRotation } from '../../domain/input/event-endpoint.ts';
import type { RotateEventEndpointSecretInput } from '../../domain/input/event-endpoint.ts';
import { updateEventEndpoint } from '../../store/queries/event-endpoints/endpoints.ts';
import type { Deps } from '../deps.ts';
import { changeEventEndpoint, ownEventEndpoint } from './change.ts';
import type { WithSecrets } from './create-event-endpoint.ts';
import { makeSecrets, openSecrets, sealSecrets, shown } from './secrets.ts';

/** The new secret is returned here and never again. Throws ValidationError or NotFoundError. */
export async function rotateEventEndpointSecret(
  deps: Deps,
  merchantId: string,
  input: RotateEventEndpointSecretInput,
): Promise<WithSecrets> {
  const { id, keepOldFor } = readRotation(input);
  const before = openSecrets(deps, await ownEventEndpoint(deps, merchantId, id));
  const made = makeSecrets(deps, before.current.ed25519 !== null);
  const endpoint = await changeEventEndpoint(deps, merchantId, id, async (tx, now) => {
    const until = deps.now() + keepOldFor * 1000;
    // As it is now: another rotation may have come in between.
    const { current } = openSecrets(deps, now);
    const previous = keepOldFor === 0 ? null : { ...current, until };
    const secrets = sealSecrets(deps, id, { ...made, previous });
    const updatedAt = Math.max(deps.now(), now.updatedAt + 1);
    await updateEventEndpoint(tx, id, { ...now, secrets, updatedAt });
  });
  return { endpoint, ...shown(made) };
}
