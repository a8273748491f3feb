import { plainTheme } from '../../domain/checkout-theme.ts';
import { together } from '../../domain/input/checks.ts';
import { checkTheme } from '../../domain/input/merchants/checkout-theme.ts';
import type { UpdateCheckoutThemeInput } from '../../domain/input/merchants/checkout-theme.ts';
import { namedMerchant } from '../../domain/input/merchants/merchant.ts';
import type { Principal } from '../../domain/principal.ts';
import { CheckoutTheme } from '../../store/entities/merchants/checkout-theme.ts';
import { merchantById } from '../../store/queries/merchants.ts';
import type { MerchantRecord } from '../../store/records.ts';
import type { Deps } from '../deps.ts';
import { existing } from '../find.ts';
import { assertManages } from './merchants.ts';

/** Changes how the merchant's checkout pages look. Throws ValidationError with every issue at once. */
export async function updateCheckoutTheme(
  deps: Deps,
  principal: Principal,
  input: UpdateCheckoutThemeInput,
): Promise<MerchantRecord> {
  const [merchantId, change] = together(
    namedMerchant(principal, input.merchant),
    checkTheme(input),
  );
  await assertManages(deps, principal, merchantId);
  await deps.queue.withEntities(async (em) => {
    const updatedAt = deps.now();
    const theme =
      (await em.findOne(CheckoutTheme, { merchantId })) ??
      em.create(CheckoutTheme, { merchantId, ...plainTheme, updatedAt });
    em.assign(theme, { ...change, updatedAt }, { ignoreUndefined: true });
  });
  return existing(merchantById(deps.read, merchantId));
}
