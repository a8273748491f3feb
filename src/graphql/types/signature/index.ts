import './signature-queries.ts';
