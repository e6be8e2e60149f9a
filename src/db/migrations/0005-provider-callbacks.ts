/** Finding what a delivery report speaks of, and the reports that are still to be applied. */
export const sql = `
create index contacts_by_callback_token on contacts (callback_token_hash) where callback_token_hash is not null;
create index provider_callbacks_to_apply on provider_callbacks (id) where applied_at is null;
`;
