/** Personal data that must never appear where it does not belong. */
export const payer = {
  firstName: 'Zsazsa',
  lastName: 'Quillfeather',
  email: 'zsazsa.quillfeather@payer.example',
} as const;
