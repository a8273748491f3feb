import type { Order } from '../../domain/aggregates/aggregate.ts';
import {
  personalDataOf,
  withoutPersonalData,
  withPersonalData,
} from '../../domain/personal-data/personal-data.ts';
import type { PersonalData, PersonalRequest } from '../../domain/personal-data/personal-data.ts';
import { addDataKey, dataKeyOf, isUsable } from '../../store/queries/personal-data/data-keys.ts';
import { addSealedData, sealedDataOf } from '../../store/queries/personal-data/sealed-data.ts';
import { addSearchEntries } from '../../store/queries/search/entries.ts';
import type { DataKeyRecord } from '../../store/records.ts';
import { newDataKey, openDataKey } from '../../store/sealing/data-keys.ts';
import type { Tx } from '../../store/sql.ts';
import type { Deps } from '../deps.ts';
import { personalTokens } from './blind.ts';

/** A request without its personal data, and those sealed. */
export interface Sealed {
  request: PersonalRequest;
  /** Stores them. To be called in the transaction that stores the request. Throws DataKeyGoneError. */
  store: (tx: Tx) => Promise<void>;
}

/** The key was destroyed, or its owner has got another one, since the data were sealed. They are sealed again. */
export class DataKeyGoneError extends Error {
  override readonly name = 'DataKeyGoneError';
}

interface Subject {
  id: string;
  merchantId: string;
}

/** Binds sealed data to their row. */
const dataUse = (subjectId: string): string => `personal_data/${subjectId}`;

/** Keys that are made with what is stored together, by their owners. */
export type MadeKeys = Map<string, DataKeyRecord>;

/** Seals the personal data of a request with the key of its person, which is made where there is none. */
export async function seal(
  deps: Deps,
  { id, merchantId }: Subject,
  request: PersonalRequest,
  made: MadeKeys = new Map(),
): Promise<Sealed> {
  const personal = personalDataOf(request);
  if (personal === null) return { request, store: async () => undefined };
  const blind = await deps.blinds.of(merchantId);
  const owner = blind.ownerOf(request.customer, id);
  const known = await dataKeyOf(deps.read, merchantId, owner);
  const key = known ?? made.get(owner) ?? makeKey(deps, merchantId, owner);
  made.set(owner, key);
  const sealed = openDataKey(deps.sealer, key).seal(JSON.stringify(personal), dataUse(id));
  const tokens = personalTokens(blind, personal);
  return {
    request: withoutPersonalData(request),
    async store(tx) {
      if (known === null) await addDataKey(tx, key);
      if (!(await isUsable(tx, key.id))) throw new DataKeyGoneError(`${key.id} is gone`);
      await addSealedData(tx, { subjectId: id, sealed }, key.id);
      await addSearchEntries(tx, [{ id, tokens }]);
    },
  };
}

function makeKey({ sealer, ids, now }: Deps, merchantId: string, owner: string): DataKeyRecord {
  return newDataKey(sealer, { id: ids.make('dky'), merchantId, owner, createdAt: now() });
}

const mostAttempts = 5;

/** Does again what has sealed data with a key that is gone meanwhile. Nothing of such an attempt was stored. */
export async function withKeys<T>(attempt: () => Promise<T>): Promise<T> {
  for (let made = 1; ; made += 1) {
    try {
      return await attempt();
    } catch (error) {
      if (!(error instanceof DataKeyGoneError) || made === mostAttempts) throw error;
    }
  }
}

/** Of an order or payment link; null where it has none, or none any more. Throws an `UnopenableError`. */
export async function personalDataOfSubject(
  { read, sealer }: Pick<Deps, 'read' | 'sealer'>,
  id: string,
): Promise<PersonalData | null> {
  const found = await sealedDataOf(read, id);
  return found === null ? null : openSealed({ sealer }, { subjectId: id, ...found });
}

/** Throws an `UnopenableError`. */
export function openSealed(
  { sealer }: Pick<Deps, 'sealer'>,
  { subjectId, sealed, key }: { subjectId: string; sealed: string; key: DataKeyRecord },
): PersonalData {
  return JSON.parse(openDataKey(sealer, key).open(sealed, dataUse(subjectId))) as PersonalData;
}

/** The request of an order with its personal data, as far as it still has them. */
export async function wholeRequest(deps: Deps, { id, request }: Order): Promise<Order['request']> {
  const personal = await personalDataOfSubject(deps, id);
  if (personal === null) return request;
  const { customer, method } = request;
  const whole = withPersonalData({ customer, methods: [method] }, personal);
  return { ...request, customer: whole.customer, method: whole.methods[0] ?? method };
}
