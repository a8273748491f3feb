import { printAmount, sameCurrency } from '../../domain/money.ts';
import type { Money } from '../../domain/money.ts';
import type { AbsenceObservation, Observation } from '../../domain/observation.ts';
import { foldAbsence } from '../../domain/submission.ts';
import type { Submission } from '../../domain/submission.ts';
import type { Deps } from '../deps.ts';

interface Gathered<Evidence> {
  evidence: Evidence;
  submission: Submission;
  occurredAt: number | null;
  /** About other subjects. */
  others: readonly Observation[];
}

export interface GatheredFor<Evidence> extends Pick<Gathered<Evidence>, 'evidence' | 'submission'> {
  providerReference: string;
}

/** Joins what concerns the subject itself. */
export function gather<Evidence, News extends Exclude<Observation, AbsenceObservation>>(
  deps: Pick<Deps, 'log'>,
  now: number,
  { evidence, submission, providerReference }: GatheredFor<Evidence>,
  asked: Money,
  observations: readonly Observation[],
  isOwn: (news: Observation) => news is News,
  fold: (evidence: Evidence, news: News, heardAt: number) => Evidence,
): Gathered<Evidence> {
  const others: Observation[] = [];
  const gathered: Gathered<Evidence> = { evidence, submission, occurredAt: null, others };
  for (const news of observations) {
    if (isOwn(news)) {
      if (contradicts(deps, news, asked)) continue;
      gathered.evidence = fold(gathered.evidence, news, now);
      gathered.occurredAt = news.occurredAt ?? gathered.occurredAt;
    } else if (news.subject === 'ABSENCE' && news.providerReference === providerReference) {
      gathered.submission = foldAbsence(gathered.submission, news.askedAt);
    } else {
      others.push(news);
    }
  }
  return gathered;
}

/** A message about another amount than ours is no evidence: somebody has to look at it. */
function contradicts(
  deps: Pick<Deps, 'log'>,
  news: Exclude<Observation, AbsenceObservation>,
  asked: Money,
): boolean {
  const { requested, subject } = news;
  if (requested === undefined) return false;
  if (sameCurrency(requested, asked) && requested.minor === asked.minor) return false;
  const details = { subject, asked: printAmount(asked), told: printAmount(requested) };
  deps.log.warn(details, 'a message names another amount than was asked for; it does not count');
  return true;
}
