import './abnormal-payment.ts';
import './abnormal-payment-queries.ts';
import './abnormal-payment-mutations.ts';
