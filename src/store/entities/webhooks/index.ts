import { AwaitedSubject } from '../awaited-subject.ts';
import type { AwaitedSubjectSchema } from '../awaited-subject.ts';
import { WebhookDelivery } from '../webhook-delivery.ts';
import type { WebhookDeliverySchema } from '../webhook-delivery.ts';

export const webhookEntities = [WebhookDelivery, AwaitedSubject];

export type WebhooksSchema = typeof WebhookDeliverySchema | typeof AwaitedSubjectSchema;
