import {
  ExpectedError,
  InvalidStateError,
  NotReconciledError,
} from '../../../src/domain/errors.ts';
import type { AbnormalPaymentRecord, OrderRecord } from '../../../src/store/records.ts';
import type { Scene } from '../scene.ts';

export interface Step {
  name: string;
  /** How often it is drawn, relative to the others. */
  weight: number;
  /** Its result; null where it is not possible now. */
  run: (scene: Scene) => Promise<string | null>;
}

/** The code of an expected refusal, and the status that was the reason. Other errors are thrown. */
export async function codeOf(work: () => Promise<string>): Promise<string> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof InvalidStateError) return `${error.code} of ${error.status}`;
    if (error instanceof ExpectedError) return error.code;
    if (error instanceof NotReconciledError) return 'UNAVAILABLE';
    throw error;
  }
}

/** An object that a key makes, and the same key's next result. */
interface Keyed {
  id: string;
  status: string;
  replayed: boolean;
}

/**
 * Uses a key, and remembers it: whenever it is used again, it must give the same object. An object with two keys, or
 * a key with two objects, is a double effect.
 */
export async function useKey(
  scene: Scene,
  noun: string,
  use: () => Promise<Keyed>,
): Promise<string> {
  const used = { id: null as string | null, lost: 0, again: async () => '' };
  // Another process may replay it before the first use has its answer.
  let made = false;
  used.again = () =>
    codeOf(async () => {
      const { id, status, replayed } = await use();
      if (used.id === null) made = false;
      else if (id !== used.id) scene.checker.complain(`a key made ${used.id}, and now ${id}`);
      if (made && !replayed) scene.checker.complain(`a key has made ${id} twice`);
      used.id = id;
      made ||= !replayed;
      return `${noun} ${status}${replayed ? ', replayed' : ''}`;
    });
  scene.keys.push(used);
  return used.again();
}

/** The present id of an object that a merchant requests again after a backup was restored. */
export async function idNow(
  scene: Scene,
  record: OrderRecord | AbnormalPaymentRecord,
): Promise<string> {
  if (!scene.hasBeenRestored) return record.id;
  const all = 'providerReference' in record ? await scene.orders() : await scene.abnormalPayments();
  return all.find((one) => calledBy(one) === calledBy(record))?.id ?? record.id;
}

const calledBy = (one: OrderRecord | AbnormalPaymentRecord): string =>
  'providerReference' in one ? one.providerReference : one.providerAbnormalPaymentId;

/** One of them; null where there is none. */
export function anyOf<T>(scene: Scene, among: readonly T[]): T | null {
  return among.length === 0 ? null : scene.random.pick(among);
}
