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
  const { message, signed } = await readFitting(deps, read, messagesOf(deps, account, checked));
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

type Messages = readonly [WireMessage, ...WireMessage[]];

/** Several for a webhook where no address is named: the provider was given one of them. */
function messagesOf(deps: Deps, account: AccountRecord, checked: CheckedSignedMessage): Messages {
  const { url, receivedAt, ...rest } = checked;
  const message = { ...rest, receivedAt: receivedAt ?? deps.now() };
  const isWebhook = checked.direction === 'WEBHOOK';
  const { origin } = new URL(isWebhook ? deps.publicUrl : account.baseUrl);
  if (url !== null) return [{ ...message, url: url.startsWith('/') ? origin + url : url }];
  if (!isWebhook) return [{ ...message, url: null }];
  const base = webhookUrlOf(deps, account);
  const at = (end: string): WireMessage => ({ ...message, url: base + end });
  return [at('/orders'), at('/settlements'), at('/refunds'), at('')];
}

/** Reading a long body takes milliseconds: each is read in a step of its own. The first where none fits. */
async function readFitting({ read }: Deps, readSigned: ReadSigned, [first, ...others]: Messages) {
  await read.slice();
  const firstRead = { message: first, signed: readSigned(first) };
  if (fits(firstRead.signed)) return firstRead;
  for (const message of others) {
    await read.slice();
    const signed = readSigned(message);
    if (fits(signed)) return { message, signed };
  }
  return firstRead;
}

const fits = (signed: ReturnType<ReadSigned>): boolean =>
  !('unsigned' in signed) && signed.rightWays.some((way) => isSigned(signed, way));

/** The message as it would be signed at the merchant's other accounts of the provider, each in a step of its own. */
async function* readElsewhere(
  deps: Deps,
  { id, merchantId, provider }: AccountRecord,
  message: WireMessage,
): AsyncGenerator<HowSigned> {
  const accounts = await accountsOfMerchant(deps.read, merchantId);
  const others = accounts.filter((other) => other.provider === provider && other.id !== id);
  for (const other of others.slice(0, mostOthers)) {
    await deps.read.slice();
    const signed = readerOf(deps, other)?.(message);
    if (signed !== undefined && !('unsigned' in signed)) yield signed;
  }
}
