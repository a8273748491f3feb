import { describeA18Config } from './a18-config.ts';
import { describeA18Start } from './a18-start.ts';

export function describeA18(): void {
  describeA18Config();
  describeA18Start();
}
