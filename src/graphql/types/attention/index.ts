import './attention.ts';
import './attention-mutations.ts';
