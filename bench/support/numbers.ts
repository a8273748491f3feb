/** Names of the rows that a measurement makes, with the length and order of real ones. */
export const numberOf = (order: number): string => String(order).padStart(14, '0');

export const orderIdOf = (order: number): string => `ord_01K00000000A${numberOf(order)}`;
export const providerReferenceOf = (order: number): string => `01K00000000B${numberOf(order)}`;
