import './event-endpoint.ts';
import './event-delivery.ts';
import './event-endpoint-queries.ts';
import './event-endpoint-mutations.ts';
