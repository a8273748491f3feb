/** The notifier's topic for whoever sends events: a merchant has changed an endpoint. */
export const endpointsTopic = 'event-endpoints';
