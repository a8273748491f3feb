import { readPaymentLinkInput } from '../../domain/input/payment-link.ts';
import type { CreatePaymentLinkInput } from '../../domain/input/payment-link.ts';
import type { PaymentLink } from '../../domain/payment-links/payment-link.ts';
import { insertPaymentLink, paymentLinkById } from '../../store/queries/payment-links/links.ts';
import { timeOfId } from '../../store/queries/pages.ts';
import { linkTokenHash, openLinkToken, sealLinkToken } from '../../store/sealing/link-tokens.ts';
import type { Deps } from '../deps.ts';
import { existing } from '../find.ts';
import { keyRecord, once } from '../idempotency.ts';
import { personalKeyUse } from '../personal-data/personal-key-use.ts';
import { seal, withKeys } from '../personal-data/seal.ts';
import { assertPayable } from './payable.ts';

export interface CreatedPaymentLink {
  paymentLink: PaymentLink;
  /** True if the key had made it before. Nothing was done again. */
  replayed: boolean;
}

/** What the address of a link ends with: it, 64 hexadecimal digits, and nothing else. */
const tokenPrefix = 'plk_';

export async function createPaymentLink(
  deps: Deps,
  merchantId: string,
  input: CreatePaymentLinkInput,
): Promise<CreatedPaymentLink> {
  const { reference, maximumUses, expiresIn, ...request } = readPaymentLinkInput(input);
  const { amount } = request;
  const use = await personalKeyUse(deps, merchantId, 'createPaymentLink', input, amount, request);
  const replay = async (id: string): Promise<CreatedPaymentLink> => ({
    paymentLink: await existing(paymentLinkById(deps.read, id)),
    replayed: true,
  });
  const make = async (): Promise<CreatedPaymentLink> => {
    await assertPayable(deps, { merchantId, reference, request });
    const id = deps.ids.make('lnk');
    const createdAt = timeOfId(id);
    const token = `${tokenPrefix}${deps.ids.secret()}`;
    const sealed = await seal(deps, { id, merchantId }, request);
    const paymentLink: PaymentLink = {
      id,
      merchantId,
      reference,
      request: { ...request, ...sealed.request },
      token: sealLinkToken(deps.sealer, id, token),
      maximumUses,
      expiresAt: expiresIn === null ? null : createdAt + expiresIn * 1000,
      disabledAt: null,
      createdAt,
    };
    await deps.queue.change({
      claim: { key: keyRecord(use, id, createdAt) },
      keys: [],
      decide: () => ({
        result: undefined,
        writes: {
          async also(tx) {
            await sealed.store(tx);
            await insertPaymentLink(tx, paymentLink, linkTokenHash(token));
          },
        },
      }),
      isLast: true,
    });
    return { paymentLink, replayed: false };
  };
  return once(deps, use, replay, () => withKeys(make));
}

/** The address at which a payer opens the link. Whoever knows it can pay. */
export const paymentLinkUrl = (deps: Deps, link: PaymentLink): string =>
  `${deps.publicUrl}/pay/${openLinkToken(deps.sealer, link)}`;
