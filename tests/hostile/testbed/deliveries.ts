import { signWebhook as signExamplepay } from '../../../src/providers/examplepay/webhook.ts';
import { signWebhook as signNexapay } from '../../../src/providers/nexapay/webhook.ts';
import { signWebhook as signStablecoin } from '../../../src/providers/stablecoin-gateway/webhook.ts';
import { sign as signVexora, stringToSign } from '../../../src/providers/vexora/signature.ts';
import type { PaidAccount } from './testbed.ts';

/** A webhook as it goes over the wire. */
export interface Delivery {
  path: string;
  headers: Record<string, string>;
  body: Buffer;
}

export interface Signing {
  /** Epoch milliseconds. */
  at: number;
  nonce: string;
  /** Default: those of the account. */
  credentials?: Readonly<Record<string, unknown>>;
}

type Addressed = Pick<PaidAccount, 'provider' | 'webhookUrl' | 'config'>;

/** Signed as the provider signs. A body that cannot be signed is sent with a wrong signature. */
export function sign(account: Addressed, body: string, signing: Signing): Delivery {
  const { at, nonce, credentials = account.config } = signing;
  const secret = (name: string): string => String(credentials[name]);
  const base = new URL(account.webhookUrl).pathname;
  switch (account.provider) {
    case 'ANEXPAY_XCHECKOUT':
    case 'W_CHECKOUT':
      return {
        path: base,
        headers: signStablecoin(body, secret('signKey'), at),
        body: Buffer.from(body),
      };
    case 'VEXORA': {
      const signed = withVexoraSign(body, secret('appSecret'));
      return { path: `${base}/orders`, headers: {}, body: Buffer.from(signed) };
    }
    case 'NEXAPAY': {
      const { signature } = attempt(() => signNexapay(body, secret('secretKey'))) ?? {
        signature: nonce,
      };
      return { path: `${base}/orders`, headers: { signature }, body: Buffer.from(body) };
    }
    case 'EXAMPLEPAY': {
      const keys = { appId: secret('appId'), appSecret: secret('appSecret') };
      const url = `${account.webhookUrl}/orders`;
      const headers = signExamplepay(keys, { url, body, timestamp: at, nonce });
      return { path: `${base}/orders`, headers, body: Buffer.from(body) };
    }
  }
}

const textOf = (value: unknown): string =>
  typeof value === 'string' ? value : value === null ? '' : JSON.stringify(value);

/** The member `sign` at the end, over the text before it. */
function withVexoraSign(body: string, appSecret: string): string {
  const fields = attempt(() => JSON.parse(body) as unknown);
  if (typeof fields !== 'object' || fields === null || Array.isArray(fields)) return body;
  const { sign: _, ...signed } = fields as Record<string, unknown>;
  const texts = Object.entries(signed).map(([name, value]) => [name, textOf(value)] as const);
  return JSON.stringify({ ...signed, sign: signVexora(stringToSign(texts), appSecret) });
}

function attempt<T>(make: () => T): T | null {
  try {
    return make();
  } catch {
    return null;
  }
}
