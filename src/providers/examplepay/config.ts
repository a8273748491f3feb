import { z } from 'zod';
import { defineConfig, optional, secret, text, toggle } from '../kit/config.ts';

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
  .regex(/^(?:\/[\w.~-]+)*$/, 'must be empty or a path like /pg/v2, without a slash at its end');

const fields = {
  appId: text(
    'Identifies the application: visible ASCII characters without a comma, at most 256.',
    appId,
  ),
  appSecret: secret(
    'Signs requests and checks answers. Every character counts. Never shown again.',
  ),
  pathPrefix: optional(
    'String',
    'Default /pg/v2. Begins the paths of all calls; may be empty.',
    pathPrefix,
    '/pg/v2',
  ),
  closeEnabled: toggle(
    'Default false. Switches on the close call, which ExamplePay does not document.',
  ),
  refundQueryEnabled: toggle(
    'Default false. Switches on the refund query, which ExamplePay does not document.',
  ),
};

export const { config, configInput, sampleConfig } = defineConfig(fields);
export type ExamplepayConfig = z.infer<typeof config>;
