import type { Texts } from '../template-facts.js';
import { application } from './zh-CN/application.js';
import { collection, partials } from './zh-CN/collection.js';

export const chinese: Texts = {
  language: 'zh-CN',
  messages: { ...collection, ...application },
  partials,
  possibleDuplicate: '您可能已收到过本邮件：此前我方未能确认其是否送达，故重发一次。两封内容相同，并非另行通知。',
  automaticMail: '本邮件由我司信用管理系统发出。',
};
