import { describeA15DiskFull } from './a15-disk-full.ts';
import { describeA15Retries } from './a15-retries.ts';
import { describeA15Locked } from './a15-locked.ts';

export function describeA15(): void {
  describeA15Locked();
  describeA15DiskFull();
  describeA15Retries();
}
