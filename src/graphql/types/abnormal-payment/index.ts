import './abnormal-payment.ts';
import './abnormal-payment-mutations.ts';
