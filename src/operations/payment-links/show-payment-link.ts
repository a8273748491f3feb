import { ExpectedError } from '../../domain/errors.ts';
import type { CheckoutTheme } from '../../domain/checkout-theme.ts';
import type { Money } from '../../domain/money.ts';
import { paymentLinkStatus } from '../../domain/payment-links/payment-link.ts';
import type {
  PayerInput,
  PaymentLink,
  PaymentLinkStatus,
} from '../../domain/payment-links/payment-link.ts';
import type { PaymentMethod } from '../../domain/request.ts';
import { merchantById } from '../../store/queries/merchants.ts';
import { checkoutThemeOf } from '../../store/queries/merchants/checkout-themes.ts';
import { orderById } from '../../store/queries/orders.ts';
import { useOfLink, usesOfLink } from '../../store/queries/payment-links/uses.ts';
import type { Deps } from '../deps.ts';
import { existing } from '../find.ts';
import { checkoutPageUrlOf } from '../orders/checkout.ts';
import { missingOfPayer } from './payable.ts';

/** A link as its payer is shown it. */
export interface ShownLink {
  /** `displayName`: never null. */
  theme: CheckoutTheme & { displayName: string };
  amount: Money;
  description: string | null;
  status: PaymentLinkStatus;
  /** Those with which it can be paid now; `index`: in the link's own list. */
  methods: readonly { index: number; method: PaymentMethod; inputs: readonly PayerInput[] }[];
  /** The checkout page of the order of a link that is used once; null where there is none. */
  orderPage: string | null;
}

/** Makes nothing. */
export async function showPaymentLink(deps: Deps, link: PaymentLink): Promise<ShownLink> {
  const { read } = deps;
  const { name } = await existing(merchantById(read, link.merchantId));
  const theme = await checkoutThemeOf(read, link.merchantId);
  const status = paymentLinkStatus(link, await usesOfLink(read, link.id), deps.now());
  return {
    theme: { ...theme, displayName: theme.displayName ?? name },
    amount: link.request.amount,
    description: link.request.description,
    status,
    methods: status === 'ACTIVE' ? await methodsOf(deps, link) : [],
    orderPage: await onlyOrderPage(deps, link),
  };
}

async function methodsOf(deps: Deps, link: PaymentLink): Promise<ShownLink['methods']> {
  const shown: ShownLink['methods'][number][] = [];
  const refused: string[] = [];
  for (const [index, method] of link.request.methods.entries()) {
    try {
      const { inputs } = await missingOfPayer(deps, link, method);
      shown.push({ index, method, inputs });
    } catch (error) {
      if (!(error instanceof ExpectedError)) throw error;
      refused.push(error.message);
    }
  }
  if (shown.length === 0) {
    deps.log.warn({ paymentLink: link.id, refused }, 'a payment link cannot be paid at present');
  }
  return shown;
}

async function onlyOrderPage(deps: Deps, link: PaymentLink): Promise<string | null> {
  if (link.maximumUses > 1) return null;
  const only = await useOfLink(deps.read, link.id, 1);
  if (only === null) return null;
  return checkoutPageUrlOf(deps, await existing(orderById(deps.read, only.id)));
}
