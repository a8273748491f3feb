import type { LinkTexts } from './texts.ts';

const newLink = 'Ask the merchant for a new link.';

export const en: LinkTexts = {
  title: (merchant) => `Pay ${merchant}`,
  payTo: (merchant) => `Payment to ${merchant}`,
  chooseMethod: 'How would you like to pay?',
  details: 'Your details',
  inputs: {
    firstName: 'First name',
    lastName: 'Last name',
    email: 'E-mail address',
    phone: 'Phone number',
    document: 'Tax or identity number',
    postcode: 'Postcode',
    address: 'Address',
  },
  ifNeeded: 'Only some of the methods need this.',
  correct: 'Please correct what is marked. Nothing has been ordered yet.',
  notValid: 'This is missing or not valid.',
  chooseOne: 'Please choose one of these.',
  submit: (amount) => `Continue to pay ${amount}`,
  note: 'On the next page you are shown how to pay.',
  obstacles: {
    USED: { heading: 'This link has been used', detail: newLink },
    EXPIRED: { heading: 'This link has expired', detail: newLink },
    DISABLED: { heading: 'This link is no longer valid', detail: newLink },
    NOT_FOUND: {
      heading: 'There is no such link',
      detail: 'Check that you have the whole address, or ask the merchant for it.',
    },
    NO_METHOD: {
      heading: 'This cannot be paid at the moment',
      detail: 'You have not been charged. Try again later, or ask the merchant.',
    },
    UNAVAILABLE: {
      heading: 'Not available at the moment',
      detail: 'Try again in a moment. What was sent twice is ordered once.',
    },
    TOO_MANY: {
      heading: 'Too many payments at once',
      detail: 'Wait a few minutes, then try again. Nothing has been ordered.',
    },
    MALFORMED: {
      heading: 'This could not be read',
      detail: 'Nothing has been ordered. Open the link again, and use the form that it shows.',
    },
    INTERNAL: {
      heading: 'Something went wrong',
      detail: 'Open the link again, or send the form again: it is ordered once.',
    },
  },
};
