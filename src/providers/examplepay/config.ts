import { z } from 'zod';
import { Secret } from '../../domain/secret.ts';
import { toSecret } from '../config-input.ts';
import type { ConfigInputOf } from '../config-input.ts';

const defaultPathPrefix = '/pg/v2';

/**
 * Goes into a header: visible ASCII without the comma that would end it. The length is not prescribed
 * (docs/providers/examplepay.md#signatures).
 */
const appId = z
  .string()
  .max(256, 'must have at most 256 characters')
  .regex(/^[\x21-\x2b\x2d-\x7e]+$/, 'must be visible ASCII characters without a comma');

const pathPrefix = z
  .string()
  .max(128, 'must have at most 128 characters')
  .regex(/^(?:\/[\w.~-]+)*$/, 'must be empty or a path like /pg/v2, without a slash at its end')
  .nullish()
  .transform((value) => value ?? defaultPathPrefix);

const toggle = z
  .boolean()
  .nullish()
  .transform((value) => value ?? false);

export const config = z.strictObject({
  appId,
  /** Used as text, and never trimmed: every character is part of it. */
  appSecret: z
    .string()
    .min(1, 'must not be empty')
    .max(256, 'must have at most 256 characters')
    .transform(toSecret),
  pathPrefix,
  closeEnabled: toggle,
  refundQueryEnabled: toggle,
});
export type ExamplepayConfig = z.infer<typeof config>;

export const configInput: ConfigInputOf<typeof config> = {
  appId: {
    type: 'String',
    required: true,
    description:
      'Identifies the application: visible ASCII characters without a comma, at most 256.',
  },
  appSecret: {
    type: 'String',
    required: true,
    description: 'Signs requests and checks answers. Every character counts. Never shown again.',
  },
  pathPrefix: {
    type: 'String',
    required: false,
    description: 'Default /pg/v2. Begins the paths of all calls; may be empty.',
  },
  closeEnabled: {
    type: 'Boolean',
    required: false,
    description: 'Default false. Switches on the close call, which ExamplePay does not document.',
  },
  refundQueryEnabled: {
    type: 'Boolean',
    required: false,
    description: 'Default false. Switches on the refund query, which ExamplePay does not document.',
  },
};

export const sampleConfig: ExamplepayConfig = {
  appId: 'sample',
  appSecret: new Secret('sample'),
  pathPrefix: defaultPathPrefix,
  closeEnabled: false,
  refundQueryEnabled: false,
};
