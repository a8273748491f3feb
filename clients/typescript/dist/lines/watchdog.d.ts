/** Aborts what is awaited, when nothing has come for too long. */
export interface Watchdog {
    /** Aborted by silence, and by the signal that it was made with. */
    readonly signal: AbortSignal;
    /** Whether it was silence. */
    readonly isSilent: boolean;
    /** Something has to come within `ms` milliseconds from now. */
    expectWithin(ms: number): void;
    expectNothing(): void;
    end(): void;
}
export declare function watchdog(signal: AbortSignal): Watchdog;
