/** A key whose request was cut off is free again after a while; one whose command has committed never is. */
export const sql = `
alter table idempotency_keys add column attempt integer not null default 1;
alter table idempotency_keys add column claimed_at timestamptz not null default clock_timestamp();
alter table idempotency_keys add column carried_out_at timestamptz;
`;
