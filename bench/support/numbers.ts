/** Names of the rows that a measurement makes, with the length and order of real ones. */
export const numberOf = (order: number): string => String(order).padStart(14, '0');

export const orderIdOf = (order: number): string => `ord_01K00000000A${numberOf(order)}`;
/** The provider's own number, which its answer to createOrder and its webhooks give. */
export const providerOrderIdOf = (order: number): string => `OR19714${numberOf(order)}`;
export const providerReferenceOf = (order: number): string => `01K00000000B${numberOf(order)}`;
