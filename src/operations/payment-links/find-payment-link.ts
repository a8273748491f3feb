import type { PaymentLink } from '../../domain/payment-links/payment-link.ts';
import { withPersonalData } from '../../domain/personal-data/personal-data.ts';
import { paymentLinkByTokenHash } from '../../store/queries/payment-links/links.ts';
import { linkTokenHash } from '../../store/sealing/link-tokens.ts';
import type { Deps } from '../deps.ts';
import { personalDataOfSubject } from '../personal-data/seal.ts';

/** With the personal data of its request. Null where there is no such link. */
export async function findPaymentLink(deps: Deps, token: string): Promise<PaymentLink | null> {
  const link = await paymentLinkByTokenHash(deps.read, linkTokenHash(token));
  const personal = link && (await personalDataOfSubject(deps, link.id));
  if (link === null || personal === null) return link;
  return { ...link, request: { ...link.request, ...withPersonalData(link.request, personal) } };
}
