import type { Customer } from '../../src/domain/request.ts';

/** A payer of whom nothing is known. */
export const nobody: Customer = {
  id: null,
  firstName: null,
  lastName: null,
  email: null,
  phone: null,
  document: null,
  documentType: null,
  ipAddress: null,
  postcode: null,
  address: null,
};
