import './payment-link.ts';
import './payment-link-queries.ts';
import './payment-link-mutations.ts';
