const AWAY = new Set(['ECONNREFUSED', 'ECONNRESET', 'ENOTFOUND', 'EPIPE', 'ETIMEDOUT', '57P01', '57P03', '08006', '08001', '53300']);

/** Whether an error says that the database cannot be reached: an outage that passes, and no defect of ours. */
export function isDatabaseAway(error: unknown): boolean {
  if (typeof error !== 'object' || error === null) return false;
  const { code, message } = error as { readonly code?: unknown; readonly message?: unknown };
  return (typeof code === 'string' && AWAY.has(code)) || (typeof message === 'string' && message.startsWith('Connection terminated'));
}
