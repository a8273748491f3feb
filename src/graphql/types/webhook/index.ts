import './webhook-delivery.ts';
import './webhook-mutations.ts';
