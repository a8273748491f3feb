import { defineEntity, p } from '@mikro-orm/core';

/** How a merchant's checkout pages look. Beside the merchant's row, which every group of changes writes anew. */
export const CheckoutThemeSchema = defineEntity({
  name: 'CheckoutTheme',
  tableName: 'checkout_themes',
  properties: {
    merchantId: p.text().primary(),
    displayName: p.text().nullable(),
    /** #rrggbb */
    color: p.text().nullable(),
    /** A data URL. */
    logo: p.text().nullable(),
    updatedAt: p.bigint('number'),
  },
});

export class CheckoutTheme extends CheckoutThemeSchema.class {}
CheckoutThemeSchema.setClass(CheckoutTheme);
