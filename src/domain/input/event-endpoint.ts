import { z } from 'zod';
import { eventTypes } from '../event.ts';
import { isLoopback } from './base-url.ts';
import { check, optionalText, orNull } from './checks.ts';

const longestUrl = 2048;
const longestDocument = 16_384;
/** A week, in seconds. */
const longestOverlap = 604_800;

/** Why events cannot be sent to an address, as the end of a sentence; null where they can. */
export function endpointUrlProblem(address: string): string | null {
  const url = URL.canParse(address) ? new URL(address) : null;
  if (url === null) return 'must be an absolute URL';
  if (url.username !== '' || url.password !== '') return 'must not carry credentials';
  if (url.hash !== '') return 'must not carry a fragment';
  if (url.protocol === 'https:') return null;
  if (url.protocol === 'http:' && isLoopback(url.hostname)) return null;
  return 'must be https, or http to a loopback host';
}

const url = z
  .string()
  .max(longestUrl, `must have at most ${longestUrl} characters`)
  .superRefine((value, context) => {
    const message = endpointUrlProblem(value);
    if (message !== null) context.addIssue({ code: 'custom', message });
  });

const types = z
  .array(z.enum(eventTypes))
  .transform((some) => eventTypes.filter((type) => some.includes(type)));

/** Whether it fits the schema is judged where the schema is known. */
const document = z.string().max(longestDocument, `must have at most ${longestDocument} characters`);

const newEndpoint = z.object({
  url,
  description: optionalText(255),
  eventTypes: orNull(types),
  document: orNull(document),
  after: orNull(z.string()),
  asymmetric: orNull(z.boolean()),
});

export type CreateEventEndpointInput = z.input<typeof newEndpoint>;
export const readNewEndpoint = (input: CreateEventEndpointInput) => check(newEndpoint, input);

const changedEndpoint = z.object({
  id: z.string(),
  url: url.nullish(),
  description: optionalText(255),
  eventTypes: types.nullish(),
  document: document.nullish(),
  enabled: z.boolean().nullish(),
});

export type UpdateEventEndpointInput = z.input<typeof changedEndpoint>;

/** What is left out stays as it was. Null restores the default of a description, of types and of a document. */
export const readChangedEndpoint = (input: UpdateEventEndpointInput) =>
  check(changedEndpoint, input);

const rotation = z.object({
  id: z.string(),
  keepOldFor: z
    .int()
    .min(0, 'must not be negative')
    .max(longestOverlap, `must be at most ${longestOverlap}`)
    .nullish()
    .transform((seconds) => seconds ?? 86_400),
});

export type RotateEventEndpointSecretInput = z.input<typeof rotation>;
export const readRotation = (input: RotateEventEndpointSecretInput) => check(rotation, input);
