/** What the page subscribes to: only that something has changed. The server draws what. */
export const checkoutSubscription =
  'subscription CheckoutPage($id: ID!, $after: EventCursor) { orderUpdates(id: $id, after: $after) { kind cursor } }';
