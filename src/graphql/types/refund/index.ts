import './refund.ts';
import './refund-queries.ts';
import './refund-mutations.ts';
