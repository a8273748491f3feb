import { ValidationError } from '../../domain/errors.ts';
import type { ValidationIssue } from '../../domain/errors.ts';
import type { Deps } from '../deps.ts';

/** What its input does not say of an endpoint: where its address leads, and whether its document fits the schema. */
export async function assertSendable(
  { targets, documents }: Pick<Deps, 'targets' | 'documents'>,
  { url, document }: { url: string | null; document: string | null },
): Promise<void> {
  const problem = url === null ? null : await targets.problem(new URL(url).hostname);
  const issues: ValidationIssue[] = problem === null ? [] : [{ path: ['url'], message: problem }];
  if (document !== null) {
    const problems = await documents.problems(document);
    issues.push(...problems.map((message) => ({ path: ['document'], message })));
  }
  if (issues.length > 0) throw new ValidationError(issues);
}
