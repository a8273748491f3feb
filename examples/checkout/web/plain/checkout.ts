import type { OrderAnswer, Purchase } from '../../api.ts';
import { fields, products, ways } from '../../server/catalogue.ts';
import type { Field } from '../../server/catalogue.ts';
import { placeOrder } from '../shared/place-order.ts';
import { amountOf } from '../shared/texts.ts';
import { element } from './elements.ts';

/** Shows what to buy and how to pay, until something is ordered. */
export function showCheckout(place: Element, onOrdered: (purchase: Purchase) => void): void {
  const customer = element('div', {});
  const problems = element('div', { role: 'alert', class: 'alarm' });
  const button = element('button', {}, 'Order and pay');
  const form = element(
    'form',
    {},
    choices(
      'product',
      'What would you like?',
      products.map(({ id, name }) => ({ id, title: name })),
    ),
    choices('way', 'How would you like to pay?', ways.map(wayWithCurrency)),
    customer,
    problems,
    button,
  );
  const chosenWay = (): string =>
    form.querySelector<HTMLInputElement>('[name=way]:checked')?.value ?? '';
  const showFields = (): void => {
    const way = ways.find(({ id }) => id === chosenWay());
    customer.replaceChildren(...(way?.fields ?? []).map((field) => inputOf(field)));
  };
  form.addEventListener('change', ({ target }) => {
    if (target instanceof HTMLInputElement && target.name === 'way') showFields();
  });
  const submit = async (): Promise<void> => {
    button.disabled = true;
    const filledIn = Object.fromEntries(new FormData(form)) as Record<string, string>;
    const { product = '', way = '', ...rest } = filledIn;
    const answer = await placeOrder({ product, way, customer: rest });
    button.disabled = false;
    if (answer.kind === 'ORDERED') onOrdered(answer.purchase);
    else problems.replaceChildren(...linesOf(answer));
  };
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    void submit();
  });
  place.replaceChildren(form);
  showFields();
}

const wayWithCurrency = ({ id, title, currency }: (typeof ways)[number]) => ({
  id,
  title: `${title} (${products.map(({ prices }) => amountOf({ amount: prices[currency] ?? '', currency })).join(', ')})`,
});

function choices(name: string, legend: string, all: readonly { id: string; title: string }[]) {
  const labels = all.map(({ id, title }, index) =>
    element(
      'label',
      { class: 'choice' },
      element('input', { type: 'radio', name, value: id, checked: index === 0 }),
      title,
    ),
  );
  return element('fieldset', {}, element('legend', {}, legend), ...labels);
}

function inputOf(field: Field): HTMLElement {
  const { label, type, autocomplete } = fields[field];
  const input = element('input', { name: field, type, autocomplete, required: true });
  return element('label', { class: 'field' }, label, input);
}

function linesOf(answer: Exclude<OrderAnswer, { kind: 'ORDERED' }>): HTMLElement[] {
  switch (answer.kind) {
    case 'INVALID':
      return answer.issues.map(({ field, message }) =>
        element('p', {}, field in fields ? `${fields[field as Field].label}: ${message}` : message),
      );
    case 'REFUSED':
      return [element('p', {}, answer.message)];
    case 'TRY_AGAIN':
      return [element('p', {}, `${answer.message} Press the button again: you pay only once.`)];
  }
}
