/** In place of src/workflows/run-length.ts: a run is over after a look and an act or two. */
export const EVENTS_MAX = 8;
