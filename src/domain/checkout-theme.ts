/** How a merchant's checkout pages look. Null: the merchant's own name, our colour, no logo. */
export interface CheckoutTheme {
  displayName: string | null;
  /** "#1a73e8". */
  color: string | null;
  /** A data URL of an image that was checked (`input/checkout-theme.ts`). */
  logo: string | null;
}

export const plainTheme: CheckoutTheme = { displayName: null, color: null, logo: null };
