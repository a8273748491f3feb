/** What is removed when, as it is configured. Days; null: never. */
export interface Retention {
  /** Bodies of webhooks, and what calls to providers sent and got. */
  bodiesDays: number | null;
  /** Calls that got the same answer as one before are then folded into that one. */
  pollsDays: number | null;
  /** Events, which are archived. At least 30. */
  eventsDays: number | null;
  /** Where archived events go. Set where `eventsDays` is. */
  archiveFolder: string | null;
}

export const keepEverything: Retention = {
  bodiesDays: null,
  pollsDays: null,
  eventsDays: null,
  archiveFolder: null,
};

export const dayMs = 86_400_000;
