import { randomBytes } from 'node:crypto';
import { sign, writeAuthorization } from '../../src/providers/examplepay/signature.ts';
import type { Signed, Unsigned, WebhookRules } from '../double/index.ts';
import type { Credentials, ExamplepayPlatform } from './platform.ts';

/** How a forged notification is wrong. `lengthened` is correctly signed, but has more than one JSON object. */
export const forgeries = [
  'wrong-secret',
  'other-address',
  'tampered-body',
  'lengthened',
  'other-app',
  'unsigned',
] as const;
export type Forgery = (typeof forgeries)[number];

type Message = Unsigned<ExamplepayPlatform>;

/** docs/providers/examplepay.md#delivery-of-notifications */
export const retriesAfterS: readonly number[] = [15, 60, 300, 1_800, 7_200];
const agent = { 'user-agent': 'ExamplePay-Notify/1.0' };

const signed = ({ account, ...message }: Message): Signed =>
  signedWith(account.credentials, message);

/**
 * With a new nonce. The address is signed exactly as the merchant submitted it
 * (docs/providers/examplepay.md#signed-notifications).
 */
function signedWith(keys: Credentials, { url, body, at }: Omit<Message, 'account'>): Signed {
  const timestamp = String(at);
  const nonce = randomBytes(16).toString('hex').toUpperCase();
  const signature = sign({ ...keys, method: 'POST', url, timestamp, nonce, body });
  const { appId } = keys;
  const authorization = writeAuthorization({ appId, sign: signature, timestamp, nonce });
  return { headers: { ...agent, authorization }, body };
}

const someone = (): string => randomBytes(16).toString('hex');

export const notifications: WebhookRules<ExamplepayPlatform, Forgery> = {
  retriesAfterS,
  timeoutMs: 10_000,
  acknowledged: ({ status, body }) => status === 200 && isAcknowledgement(body),
  sign: signed,
  stale: 300_001,
  forgeries: {
    'wrong-secret': (message) =>
      signedWith({ ...message.account.credentials, appSecret: someone() }, message),
    'other-address': (message) => signed({ ...message, url: `${message.url}/elsewhere` }),
    'tampered-body': (message) => ({ ...signed(message), body: message.body.replace('{', '{ ') }),
    lengthened: (message) => signed({ ...message, body: `${message.body}{"code":"OK"}` }),
    'other-app': (message) =>
      signedWith({ ...message.account.credentials, appId: someone() }, message),
    unsigned: ({ body }) => ({ headers: agent, body }),
  },
};

/** Whether the body is a JSON object whose code is "OK" (docs/providers/examplepay.md#delivery-of-notifications). */
function isAcknowledgement(body: string): boolean {
  try {
    const answer: unknown = JSON.parse(body);
    return (
      typeof answer === 'object' && answer !== null && 'code' in answer && answer.code === 'OK'
    );
  } catch {
    return false;
  }
}
