import { z } from 'zod';
import type { SignatureDirection } from '../signatures/how-signed.ts';
import { orNull, together, tryCheck } from './checks.ts';

/** Bytes of a body. Far above what any provider sends, and each of some hundred trials reads it all. */
const longestBody = 64 * 1024;
const longestText = `must have at most ${longestBody} bytes`;
const mostHeaders = 100;

const url = z
  .string()
  .max(4096, 'must have at most 4096 characters')
  .refine(
    (value) => /^(?:https?:\/\/[^/?#\s]|\/)\S*$/i.test(value),
    'must be an absolute http or https URL, or begin with a slash',
  )
  .refine((value) => value.startsWith('/') || URL.canParse(value), 'must be a URL');

const header = z.object({
  key: z.string().regex(/^[\w!#$%&'*+.^`|~-]{1,256}$/, 'must be the name of a header'),
  value: z
    .string()
    .max(8192, 'must have at most 8192 characters')
    .regex(/^[^\r\n\0]*$/, 'must be one line'),
});

const headers = z
  .array(header)
  .max(mostHeaders, `may have at most ${mostHeaders} entries`)
  .superRefine((entries, context) => {
    const seen = new Set<string>();
    entries.forEach(({ key }, index) => {
      const name = key.toLowerCase();
      const path = [index, 'key'];
      if (seen.has(name)) context.addIssue({ code: 'custom', path, message: 'is there twice' });
      seen.add(name);
    });
  })
  .transform((entries): Readonly<Record<string, string>> =>
    Object.fromEntries(entries.map(({ key, value }) => [key.toLowerCase(), value])),
  );

const text = z
  .string()
  .refine((value) => Buffer.byteLength(value) <= longestBody, longestText)
  .transform((value) => Buffer.from(value));

const base64 = z
  .string()
  .max(Math.ceil(longestBody / 3) * 4, longestText)
  .regex(/^[A-Za-z\d+/]*={0,2}$/, 'must be Base64')
  .refine((value) => value.length % 4 === 0, 'must be Base64, padded')
  .transform((value) => Buffer.from(value, 'base64'));

const schema = z
  .object({
    account: z.string(),
    direction: z.custom<SignatureDirection>(),
    method: orNull(z.string().regex(/^[A-Za-z]{1,16}$/, 'must be the name of a method')),
    url: orNull(url),
    headers,
    body: orNull(text),
    bodyBase64: orNull(base64),
    receivedAt: orNull(z.number()),
  })
  .superRefine(({ body, bodyBase64 }, context) => {
    if (body === null || bodyBase64 === null) return;
    const message = 'must be left out where `body` is there';
    context.addIssue({ code: 'custom', path: ['bodyBase64'], message });
  })
  .transform(({ body, bodyBase64, ...rest }) => ({
    ...rest,
    body: body ?? bodyBase64 ?? Buffer.alloc(0),
  }));

export type SignedMessageInput = z.input<typeof schema>;
export type CheckedSignedMessage = z.output<typeof schema>;

/** Throws a `ValidationError` with every issue. */
export function checkSignedMessage(input: SignedMessageInput): CheckedSignedMessage {
  const [checked] = together(tryCheck(schema, input, ['input']));
  return checked;
}
