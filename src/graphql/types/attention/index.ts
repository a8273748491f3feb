import './attention-item.ts';
import './attention-queries.ts';
import './attention-mutations.ts';
