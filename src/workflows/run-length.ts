/** Events after which a run is followed by a fresh one, which looks again and knows all. */
export const EVENTS_MAX = 100;
