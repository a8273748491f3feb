/**
 * The version of the contract. A module is loaded where the first number is the same and the others are not newer
 * (docs/adding-a-provider.md#a-provider-outside-of-this-repository).
 */
export const contractVersion = '1.1.0';
