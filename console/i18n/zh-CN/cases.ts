export const cases = { title: '案件' };
