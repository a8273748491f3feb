import { hash } from 'node:crypto';

/** Crockford's alphabet, as in a ULID. */
const letters = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const timeLetters = 10;
const hashLetters = 16;

/**
 * The id of the delivery of an event to an endpoint. It follows from the two, so that every attempt has the same, also
 * after a crash and in another process, and nothing has to be stored before the first. It begins with the event's time.
 */
export function deliveryIdOf(endpointId: string, eventId: string): string {
  const digest = hash('sha256', `${endpointId} ${eventId}`, 'buffer');
  const tail = Array.from(digest.subarray(0, hashLetters), (byte) => letters[byte % 32]).join('');
  return `edl_${eventId.slice('evt_'.length, 'evt_'.length + timeLetters)}${tail}`;
}
