export const PREFERRED_CHANNELS = ['email', 'sms', 'voice', 'letter'] as const;

/** What a contact person prefers, for whoever calls or writes by hand: a step of the ladder goes over the channels that it names. */
export type PreferredChannel = (typeof PREFERRED_CHANNELS)[number];
