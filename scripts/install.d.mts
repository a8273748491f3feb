import type { ChildProcess } from 'node:child_process';

export function say(text: string): void;
export function ensureInstalled(folder: string, options: { development: boolean }): Promise<void>;
export function ended(child: ChildProcess): Promise<number>;
