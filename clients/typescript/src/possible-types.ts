/** Which objects each union and interface stands for: for caches that have no schema. Generated. */
export const possibleTypes: Record<string, string[]> = {
  "CancelOrderResult": [
    "IdempotencyConflictError",
    "InvalidStateError",
    "NotFoundError",
    "OperationInProgressError",
    "OrderSuccess",
    "ProviderUnavailableError",
    "UnsupportedOperationError",
    "ValidationError"
  ],
  "CancelRefundResult": [
    "IdempotencyConflictError",
    "InvalidStateError",
    "NotFoundError",
    "OperationInProgressError",
    "ProviderUnavailableError",
    "RefundSuccess",
    "UnsupportedOperationError",
    "ValidationError"
  ],
  "CancelSettlementResult": [
    "IdempotencyConflictError",
    "InvalidStateError",
    "NotFoundError",
    "OperationInProgressError",
    "ProviderUnavailableError",
    "SettlementSuccess",
    "UnsupportedOperationError",
    "ValidationError"
  ],
  "CreateApiKeyResult": [
    "CreateApiKeySuccess",
    "NotFoundError",
    "ValidationError"
  ],
  "CreateMerchantResult": [
    "CreateMerchantSuccess",
    "ValidationError"
  ],
  "CreateOrderResult": [
    "CreateOrderSuccess",
    "IdempotencyConflictError",
    "NoRouteError",
    "NotFoundError",
    "OperationInProgressError",
    "ValidationError"
  ],
  "CreateProviderAccountResult": [
    "NotFoundError",
    "ProviderAccountSuccess",
    "ValidationError"
  ],
  "CreateRefundResult": [
    "CreateRefundSuccess",
    "IdempotencyConflictError",
    "InvalidStateError",
    "NotFoundError",
    "OperationInProgressError",
    "RefundExceedsRefundableError",
    "UnsupportedOperationError",
    "ValidationError"
  ],
  "CreateSettlementResult": [
    "CreateSettlementSuccess",
    "IdempotencyConflictError",
    "InvalidStateError",
    "NotFoundError",
    "OperationInProgressError",
    "UnsupportedOperationError",
    "ValidationError"
  ],
  "Error": [
    "IdempotencyConflictError",
    "InvalidStateError",
    "NoRouteError",
    "NotFoundError",
    "OperationInProgressError",
    "ProviderUnavailableError",
    "RefundExceedsRefundableError",
    "UnsupportedOperationError",
    "ValidationError"
  ],
  "EventSubject": [
    "AbnormalPayment",
    "Order",
    "Refund",
    "Settlement"
  ],
  "NextAction": [
    "DepositAddressAction",
    "QrCodeAction",
    "RedirectAction"
  ],
  "Node": [
    "AbnormalPayment",
    "ApiKey",
    "AuditEntry",
    "Event",
    "Merchant",
    "Order",
    "ProviderAccount",
    "Refund",
    "Settlement",
    "WebhookDelivery"
  ],
  "RefreshOrderResult": [
    "NotFoundError",
    "OrderSuccess",
    "ProviderUnavailableError"
  ],
  "RefreshRefundResult": [
    "NotFoundError",
    "ProviderUnavailableError",
    "RefundSuccess",
    "UnsupportedOperationError"
  ],
  "RefreshSettlementResult": [
    "NotFoundError",
    "ProviderUnavailableError",
    "SettlementSuccess"
  ],
  "ReplayWebhookResult": [
    "NotFoundError",
    "ReplayWebhookSuccess"
  ],
  "ResolveAbnormalPaymentResult": [
    "IdempotencyConflictError",
    "InvalidStateError",
    "NotFoundError",
    "OperationInProgressError",
    "ResolveAbnormalPaymentSuccess",
    "ValidationError"
  ],
  "RevokeApiKeyResult": [
    "NotFoundError",
    "RevokeApiKeySuccess"
  ],
  "UpdateProviderAccountResult": [
    "NotFoundError",
    "ProviderAccountSuccess",
    "ValidationError"
  ]
};
