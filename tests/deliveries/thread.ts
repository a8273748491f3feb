import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

/** What a thread of receivers is asked for, and answers. */
export interface Threaded extends AsyncDisposable {
  urlOf(name: string): string;
  /** When each event first arrived at an endpoint, by `<endpoint> <event>`, in epoch milliseconds. */
  arrivals(): Promise<ReadonlyMap<string, number>>;
}

export interface ThreadData {
  /** Whether each post fails at random in one of five ways, or none does. */
  fails: boolean;
}

/** Starts receivers in a thread of their own, so that what they do costs the process that sends no turn of its loop. */
export async function startThread(data: ThreadData): Promise<Threaded> {
  const worker = new Worker(new URL('receiving.ts', import.meta.url), { workerData: data });
  const [url] = (await once(worker, 'message')) as [string];
  return {
    urlOf: (name) => `${url}${name}`,
    async arrivals() {
      const answered = once(worker, 'message');
      worker.postMessage(null);
      const [arrivals] = (await answered) as [ReadonlyMap<string, number>];
      return arrivals;
    },
    async [Symbol.asyncDispose]() {
      await worker.terminate();
    },
  };
}
