import { FollowOrder } from './documents.js';
import { FollowError } from './errors.js';
import { followOrder } from './streams.js';
/** The last known state of an order, and what keeps it current. */
export class LiveOrder {
    /** Replaced at every change. */
    state;
    /** Where the page is rendered on a server, nothing is known yet. */
    stateOfServer;
    #options;
    constructor(options) {
        this.#options = options;
        this.stateOfServer = { order: null, connection: 'reconnecting', error: null };
        this.state = { ...this.stateOfServer, order: this.#kept() };
    }
    /** Follows the order until the result is called or the order has ended for good. */
    follow(changed) {
        const leave = new AbortController();
        const set = (next) => {
            if (leave.signal.aborted)
                return;
            this.state = { ...this.state, ...next };
            changed();
        };
        this.#run(set, leave.signal).catch((error) => {
            const isExpected = error instanceof FollowError;
            set({ connection: 'ended', error: isExpected ? error : new FollowError('REFUSED', String(error)) });
        });
        return () => leave.abort();
    }
    async #run(set, signal) {
        const onConnection = (connection) => set({ connection });
        for await (const item of followOrder({ ...this.#options, signal, onConnection })) {
            const { order } = item;
            this.#keep(order);
            set({ order });
            if (order.phase === 'FINAL')
                return;
        }
    }
    /** Kept with the document: another version of the page may select something else. */
    get #document() {
        return JSON.stringify(this.#options.document ?? FollowOrder);
    }
    get #entry() {
        return `paygraph.order.${this.#options.id}`;
    }
    #kept() {
        const text = this.#options.storage?.getItem(this.#entry) ?? null;
        if (text === null)
            return null;
        const { document, order } = JSON.parse(text);
        return document === this.#document ? order : null;
    }
    #keep(order) {
        this.#options.storage?.setItem(this.#entry, JSON.stringify({ document: this.#document, order }));
    }
}
