import { randomBytes } from 'node:crypto';
import { checkSignedMessage } from '../../domain/input/signed-message.ts';
import type {
  CheckedSignedMessage,
  SignedMessageInput,
} from '../../domain/input/signed-message.ts';
import { cause } from '../../domain/signatures/cause.ts';
import type { Cause } from '../../domain/signatures/cause.ts';
import type { HowSigned, ReadSigned, WireMessage } from '../../domain/signatures/how-signed.ts';
import { accountById, accountsOfMerchant } from '../../store/queries/merchants.ts';
import type { AccountRecord } from '../../store/records.ts';
import type { Deps } from '../deps.ts';
import { webhookUrlOf } from '../merchants/provider-accounts.ts';
import { explainMessage, isSigned } from './explain-message.ts';
import type { SignatureExplanation } from './explain-message.ts';

/** Of this process alone: nobody can find a signature from its digest, and no digest tells anything later. */
const digestSecret = randomBytes(32);

/** Other accounts whose keys are tried. */
const mostOthers = 20;

/**
 * Null for an account that is not the merchant's. Throws a `ValidationError`. Reads nothing but accounts, calls
 * nobody, and works in steps that each wait for their slice.
 */
export async function explainSignature(
  deps: Deps,
  merchantId: string,
  input: SignedMessageInput,
): Promise<SignatureExplanation | null> {
  const checked = checkSignedMessage(input);
  const account = await accountById(deps.read, checked.account, merchantId);
  if (account === null) return null;
  const read = readerOf(deps, account);
  if (read === null) return unsigned(cause('NOT_SIGNED', 'This provider signs nothing.'));
  const message = messageOf(deps, account, checked);
  const signed = read(message);
  if ('unsigned' in signed) return unsigned(signed.unsigned);
  return explainMessage({
    signed,
    body: message.body,
    elsewhere: () => readElsewhere(deps, account, message),
    slice: () => deps.read.slice(),
    secret: digestSecret,
  });
}

const unsigned = (why: Cause): SignatureExplanation => ({
  valid: false,
  parts: [],
  expectedDigest: null,
  receivedDigest: null,
  causes: [why],
});

function readerOf(deps: Deps, account: AccountRecord): ReadSigned | null {
  const { module, config } = deps.connections.of(account);
  return module.signedReader?.(config) ?? null;
}

/** The addresses of a webhook are tried where none is named: the provider was given one of them. */
function messageOf(deps: Deps, account: AccountRecord, checked: CheckedSignedMessage): WireMessage {
  const { url, receivedAt, ...rest } = checked;
  const message = { ...rest, receivedAt: receivedAt ?? deps.now() };
  const isWebhook = checked.direction === 'WEBHOOK';
  const { origin } = new URL(isWebhook ? deps.publicUrl : account.baseUrl);
  if (url !== null) return { ...message, url: url.startsWith('/') ? origin + url : url };
  if (!isWebhook) return { ...message, url: null };
  const base = webhookUrlOf(deps, account);
  const addresses = ['orders', 'settlements', 'refunds'].map((topic) => `${base}/${topic}`);
  const candidates = [...addresses, base].map((address) => ({ ...message, url: address }));
  return (
    candidates.find((one) => isSignedFor(deps, account, one)) ?? {
      ...message,
      url: addresses[0] ?? base,
    }
  );
}

function isSignedFor(deps: Deps, account: AccountRecord, message: WireMessage): boolean {
  const signed = readerOf(deps, account)?.(message);
  if (signed === undefined || 'unsigned' in signed) return false;
  return signed.rightWays.some((way) => isSigned(signed, way));
}

/** The message as it would be signed at the merchant's other accounts of the provider. */
async function readElsewhere(
  deps: Deps,
  { id, merchantId, provider }: AccountRecord,
  message: WireMessage,
): Promise<readonly HowSigned[]> {
  const accounts = await accountsOfMerchant(deps.read, merchantId);
  const others = accounts.filter((other) => other.provider === provider && other.id !== id);
  return others.slice(0, mostOthers).flatMap((other) => {
    const signed = readerOf(deps, other)?.(message);
    return signed === undefined || 'unsigned' in signed ? [] : [signed];
  });
}
