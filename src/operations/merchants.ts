import type { Principal } from '../domain/principal.ts';
import type { ApiKeyRecord, MerchantRecord } from '../store/records.ts';
import type { Deps } from './deps.ts';
import type { CreateApiKeyInput } from './inputs.ts';

export async function createMerchant(
  _deps: Deps,
  _input: { name: string },
): Promise<MerchantRecord> {
  throw new Error('not written yet');
}

export async function createApiKey(
  _deps: Deps,
  _principal: Principal,
  _input: CreateApiKeyInput,
): Promise<{ apiKey: ApiKeyRecord; secret: string }> {
  throw new Error('not written yet');
}

export async function revokeApiKey(
  _deps: Deps,
  _principal: Principal,
  _id: string,
): Promise<ApiKeyRecord> {
  throw new Error('not written yet');
}
