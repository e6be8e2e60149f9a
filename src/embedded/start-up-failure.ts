/** Why Dunlin could not start; `docs/ERRORS.md` lists each with cause and cure. */
export const START_UP_FAILURE_CODES = [
  'data_folder_in_use',
  'data_folder_foreign',
  'data_folder_not_writable',
  'temporal_server_missing',
  'temporal_server_build_failed',
  'temporal_server_version_differs',
  'temporal_server_did_not_start',
  'temporal_server_unreachable',
  'temporal_schema_setup_failed',
  'sample_history_failed',
  'port_taken',
  'environment_invalid',
  'clock_differs',
] as const;

export type StartUpFailureCode = (typeof START_UP_FAILURE_CODES)[number];

/**
 * Start-up cannot go on, and a person has to act: the message is one sentence for that person and says the cure.
 * The command line prints it without a stack trace and ends with status 1.
 */
export class StartUpFailure extends Error {
  readonly code: StartUpFailureCode;

  constructor(code: StartUpFailureCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'StartUpFailure';
    this.code = code;
  }
}
