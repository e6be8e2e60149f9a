export { collectionCase } from './collection-case.js';
export { creditApplication } from './credit-application.js';
export { handoff } from './handoff.js';
