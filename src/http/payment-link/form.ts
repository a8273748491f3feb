import { payerInputs } from '../../domain/payment-links/payment-link.ts';
import type { PayerInput } from '../../domain/payment-links/payment-link.ts';
import type { ShownLink } from '../../operations/payment-links/show-payment-link.ts';

/** What a payer has filled in. */
export interface Form {
  /** Made at random with the page: what is sent again is for the same order. */
  intent: string;
  /** Null where none of those that were shown is chosen. */
  method: number | null;
  details: Readonly<Partial<Record<PayerInput, string>>>;
}

/** Longer than any input may be; what is longer is refused where it is checked. */
const intentPattern = /^[0-9a-f]{32,64}$/;

/** Null: it is not the form that a page shows. */
export function readForm(body: string): Form | null {
  const values = new URLSearchParams(body);
  const intent = values.get('intent') ?? '';
  if (!intentPattern.test(intent)) return null;
  const method = values.get('method') ?? '';
  const details = payerInputs.flatMap((name) => {
    const value = values.get(name)?.trim() ?? '';
    return value === '' ? [] : [[name, value]];
  });
  return {
    intent,
    method: /^\d$/.test(method) ? Number(method) : null,
    details: Object.fromEntries(details) as Form['details'],
  };
}

/** An empty form. A choice of one is made. */
export const newForm = (intent: string, { methods }: ShownLink): Form => ({
  intent,
  method: methods.length === 1 ? (methods[0]?.index ?? null) : null,
  details: {},
});

/** The inputs that any of the methods asks for, and whether all of them do. */
export function inputsOf({ methods }: ShownLink): { name: PayerInput; isOfAll: boolean }[] {
  return payerInputs.flatMap((name) => {
    const needing = methods.filter(({ inputs }) => inputs.includes(name)).length;
    return needing === 0 ? [] : [{ name, isOfAll: needing === methods.length }];
  });
}
