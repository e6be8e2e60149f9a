export { collectionCase } from './collection-case.js';
export { handoff } from './handoff.js';
