export { collectionCase } from './collection-case.js';
