// Runs in the browser. Fills words in the variables of prepared tabs with what was created on the page.

/** With the key in sessionStorage, and what to do where there is none yet. */
const placeholders = {
  LAST_ORDER: { item: 'paygraph:order', first: 'an order: run Step1CreateOrder first' },
  LAST_ACCOUNT: { item: 'paygraph:account', first: 'an account: run Step1CreateOrder first' },
  LAST_WEBHOOK: {
    item: 'paygraph:webhook',
    first: 'a webhook that could not be applied: run Webhooks first',
  },
};

const times = { NOW: 0, A_DAY_AGO: 86_400_000 };

/** The variables with every placeholder filled; `missing` is a sentence about one that cannot be, or null. */
export function fill(variables) {
  let missing = null;
  const filled = (value) => {
    if (typeof value === 'string' && Object.hasOwn(times, value)) {
      return new Date(Date.now() - times[value]).toISOString();
    }
    if (typeof value === 'string' && Object.hasOwn(placeholders, value)) {
      const { item, first } = placeholders[value];
      const id = sessionStorage.getItem(item);
      if (id === null) missing ??= `${value} stands for ${first}.`;
      return id;
    }
    if (Array.isArray(value)) return value.map(filled);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, filled(inner)]));
  };
  const values = filled(variables);
  return { values, missing };
}

export function remember({ data }) {
  const order = data?.createOrder?.order ?? data?.orders?.nodes?.[0];
  const found = {
    LAST_ORDER: order?.id,
    LAST_ACCOUNT: order?.account?.id,
    LAST_WEBHOOK: data?.webhookDeliveries?.nodes?.[0]?.id,
  };
  for (const [name, id] of Object.entries(found)) {
    if (id) sessionStorage.setItem(placeholders[name].item, id);
  }
}
