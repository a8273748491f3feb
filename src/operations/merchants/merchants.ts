import { createHash } from 'node:crypto';
import { NotFoundError } from '../../domain/errors.ts';
import {
  assertMayGrant,
  readApiKeyInput,
  readMerchantInput,
} from '../../domain/input/merchants/merchant.ts';
import type { CreateApiKeyInput } from '../../domain/input/merchants/merchant.ts';
import { ownerOf } from '../../domain/principal.ts';
import type { Principal } from '../../domain/principal.ts';
import { ApiKey } from '../../store/entities/merchants/api-key.ts';
import { Merchant } from '../../store/entities/merchants/merchant.ts';
import { encode } from '../../store/json.ts';
import {
  apiKeyByHash,
  apiKeyById,
  merchantById,
  touchApiKey,
} from '../../store/queries/merchants.ts';
import type { ApiKeyRecord, MerchantRecord } from '../../store/records.ts';
import type { Deps } from '../deps.ts';
import { existing } from '../find.ts';

export async function createMerchant(deps: Deps, input: { name: string }): Promise<MerchantRecord> {
  const { name } = readMerchantInput(input);
  const id = deps.ids.make('mer');
  const createdAt = deps.now();
  const timeline = deps.ids.secret().slice(0, 12);
  await deps.queue.withEntities(async (em) => {
    em.create(Merchant, { id, name, timeline, lastSeq: 0, createdAt });
  });
  return existing(merchantById(deps.read, id));
}

export async function assertManages(deps: Deps, principal: Principal, id: string): Promise<void> {
  const isManaged =
    principal.kind === 'ADMINISTRATOR'
      ? (await merchantById(deps.read, id)) !== null
      : id === principal.merchantId;
  if (!isManaged) throw new NotFoundError('merchant');
}

export interface CreatedApiKey {
  apiKey: ApiKeyRecord;
  /** Shown only once: only its hash is stored. */
  secret: string;
}

export async function createApiKey(
  deps: Deps,
  principal: Principal,
  input: CreateApiKeyInput,
): Promise<CreatedApiKey> {
  const checked = readApiKeyInput(principal, input);
  await assertManages(deps, principal, checked.merchantId);
  assertMayGrant(principal, checked.scopes);
  const secret = `pgk_${deps.ids.secret()}`;
  const id = deps.ids.make('key');
  await storeApiKey(deps, { ...checked, id, secret });
  return { apiKey: await existing(apiKeyById(deps.read, id)), secret };
}

/** Characters of the secret that are stored: enough to recognise it, far too few to use it. */
const prefixLength = 12;

export async function storeApiKey(
  deps: Deps,
  key: Pick<ApiKeyRecord, 'id' | 'merchantId' | 'name' | 'scopes'> & { secret: string },
): Promise<void> {
  await deps.queue.withEntities(async (em) => {
    em.create(ApiKey, {
      id: key.id,
      merchant: em.getReference(Merchant, key.merchantId),
      name: key.name,
      prefix: key.secret.slice(0, prefixLength),
      hash: hashOf(key.secret),
      scopes: encode(key.scopes),
      createdAt: deps.now(),
    });
  });
}

export async function revokeApiKey(
  deps: Deps,
  principal: Principal,
  id: string,
): Promise<ApiKeyRecord> {
  const key = await apiKeyById(deps.read, id, ownerOf(principal));
  if (key === null) throw new NotFoundError('API key');
  await deps.queue.withEntities(async (em) => {
    const entity = await em.findOneOrFail(ApiKey, { id });
    entity.revokedAt ??= deps.now();
  });
  deps.knownCredentials.forget();
  // Streams that were opened with this key check it again.
  deps.notifier.notify([id]);
  return existing(apiKeyById(deps.read, id));
}

const hashOf = (secret: string): string => createHash('sha256').update(secret).digest('hex');

/** `lastUsedAt` is exact to a minute only, to save a write with every request. */
const touchEveryMs = 60_000;

export async function principalOfKey(deps: Deps, secret: string): Promise<Principal | null> {
  const key = await apiKeyByHash(deps.read, hashOf(secret));
  if (key === null || key.revokedAt !== null) return null;
  noteUse(deps, key);
  return { kind: 'API_KEY', keyId: key.id, merchantId: key.merchantId, scopes: key.scopes };
}

/** Best effort: nothing waits for it, and nothing fails if it fails. */
function noteUse(deps: Deps, key: ApiKeyRecord): void {
  const now = deps.now();
  if (key.lastUsedAt !== null && now - key.lastUsedAt <= touchEveryMs) return;
  deps.queue.commit((tx) => touchApiKey(tx, key.id, now)).catch(() => undefined);
}

/** Whether credentials that were valid before still are: a key may be revoked, a client token may expire. */
export async function isStillValid(deps: Deps, principal: Principal): Promise<boolean> {
  if (principal.kind === 'ADMINISTRATOR') return true;
  if (principal.kind === 'CLIENT') return deps.now() < principal.expiresAt;
  const key = await apiKeyById(deps.read, principal.keyId);
  const isValid = key !== null && key.revokedAt === null;
  // Whoever learns here that another process has revoked it is not to find it known.
  if (!isValid) deps.knownCredentials.forget();
  return isValid;
}
