import type { Texts } from '../template-facts.js';
import { application } from './en/application.js';
import { collection, partials } from './en/collection.js';

export const english: Texts = {
  language: 'en',
  messages: { ...collection, ...application },
  partials,
  possibleDuplicate: 'You may have received this message already: we could not see whether it reached you. It is the same message, not a further one.',
  automaticMail: 'This message was written by our credit management system.',
};
