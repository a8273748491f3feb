import { z } from 'zod';
import { checkRequest, idempotencyKey, optionalText, text } from './checks.ts';

/** How a merchant names a person whose data are to be erased. */
export type NamedPerson =
  | { member: 'customerId'; value: string }
  | { member: 'customerEmail'; value: string }
  | { member: 'customerPhone'; value: string };

interface Checked {
  idempotencyKey: string;
  note: string;
  person: NamedPerson;
}

const members = ['customerId', 'customerEmail', 'customerPhone'] as const;

const schema = z
  .object({
    idempotencyKey,
    customerId: optionalText(255),
    customerEmail: optionalText(255),
    customerPhone: optionalText(32),
    note: text(1000),
  })
  .transform((input, context): Checked => {
    const { idempotencyKey: key, note } = input;
    const named = members.flatMap((member) => {
      const value = input[member];
      return value === null ? [] : [{ member, value }];
    });
    const [person, ...others] = named;
    if (person === undefined || others.length > 0) {
      const message = `set exactly one of ${members.join(', ')}`;
      context.addIssue({ code: 'custom', path: [others[0]?.member ?? members[0]], message });
      return z.NEVER;
    }
    if (person.member === 'customerPhone' && !/\d/.test(person.value)) {
      context.addIssue({ code: 'custom', path: [person.member], message: 'must have digits' });
      return z.NEVER;
    }
    return { idempotencyKey: key, note, person };
  });

export type EraseCustomerInput = z.input<typeof schema>;

export const readErasureInput = (input: EraseCustomerInput) => checkRequest(schema, input);
