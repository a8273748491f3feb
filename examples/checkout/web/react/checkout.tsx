import { useState } from 'react';
import type { SubmitEvent } from 'react';
import type { OrderAnswer, Purchase } from '../../api.ts';
import { fields, products, ways } from '../../server/catalogue.ts';
import type { Field, Way } from '../../server/catalogue.ts';
import { placeOrder } from '../shared/place-order.ts';
import { amountOf } from '../shared/texts.ts';

type Refusal = Exclude<OrderAnswer, { kind: 'ORDERED' }>;

/** What to buy and how to pay. */
export function Checkout({ onOrdered }: { onOrdered: (purchase: Purchase) => void }) {
  const [productId, setProductId] = useState(products[0]?.id ?? '');
  const [wayId, setWayId] = useState(ways[0]?.id ?? '');
  const [isSending, setIsSending] = useState(false);
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const product = products.find(({ id }) => id === productId);
  const way = ways.find(({ id }) => id === wayId);

  const submit = async (event: SubmitEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault();
    const customer = Object.fromEntries(new FormData(event.currentTarget)) as Record<Field, string>;
    setIsSending(true);
    const answer = await placeOrder({ product: productId, way: wayId, customer });
    setIsSending(false);
    if (answer.kind === 'ORDERED') onOrdered(answer.purchase);
    else setRefusal(answer);
  };

  return (
    <form onSubmit={(event) => void submit(event)}>
      <fieldset>
        <legend>What would you like?</legend>
        {products.map(({ id, name, description }) => (
          <label className="choice" key={id}>
            <input type="radio" checked={id === productId} onChange={() => setProductId(id)} />
            <span>
              {name} <span className="quiet">{description}</span>
            </span>
          </label>
        ))}
      </fieldset>
      <fieldset>
        <legend>How would you like to pay?</legend>
        {ways.map(({ id, title, currency }) => (
          <label className="choice" key={id}>
            <input type="radio" checked={id === wayId} onChange={() => setWayId(id)} />
            <span>
              {title}{' '}
              <span className="quiet">
                {amountOf({ amount: product?.prices[currency] ?? '', currency })}
              </span>
            </span>
          </label>
        ))}
      </fieldset>
      {way === undefined ? null : <Customer way={way} refusal={refusal} />}
      {refusal === null || refusal.kind === 'INVALID' ? null : (
        <p className="alarm" role="alert">
          {refusal.message}{' '}
          {refusal.kind === 'TRY_AGAIN' ? 'Press the button again: you pay only once.' : ''}
        </p>
      )}
      <button disabled={isSending}>{isSending ? 'One moment…' : 'Order and pay'}</button>
    </form>
  );
}

function Customer({ way, refusal }: { way: Way; refusal: Refusal | null }) {
  const issues = refusal?.kind === 'INVALID' ? refusal.issues : [];
  return (
    <>
      {way.fields.map((field) => {
        const { label, type, autocomplete } = fields[field];
        const issue = issues.find((one) => one.field === field);
        return (
          <label className="field" key={field}>
            {label}
            <input
              name={field}
              type={type}
              autoComplete={autocomplete}
              required
              aria-invalid={issue !== undefined}
            />
            {issue === undefined ? null : (
              <span className="alarm" role="alert">
                {issue.message}
              </span>
            )}
          </label>
        );
      })}
      {issues
        .filter(({ field }) => !way.fields.some((one) => one === field))
        .map(({ message }) => (
          <p className="alarm" role="alert" key={message}>
            {message}
          </p>
        ))}
    </>
  );
}
