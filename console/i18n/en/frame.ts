export const frame = {
  tasks: 'Tasks', cases: 'Cases', inbox: 'Inbox', more: 'More', search: 'Search customers, invoices, cases', search_nothing: 'No customer or case matches “{{text}}”', search_cases: 'Cases', search_customers: 'Customers',
  navigation: 'Main navigation', sign_out: 'Sign out', switch_person: 'Sign in as somebody else', language_other: '中文', shade_dark: 'Dark', shade_light: 'Light', person_menu: 'Account menu',
  test_clock: 'Test clock', next: 'Next', next_nothing: 'Nothing is due', plus_day: '+1 day', plus_week: '+1 week', advancing: 'Moving to {{target}}, now {{now}}', advance_failed: 'The clock has stopped: {{reason}}',
  engine_away: 'The engine is away: what you do is kept, and the ladder goes on by itself when it is back.', server_away: 'Dunlin does not answer; trying again … What you typed is still here.',
  sends_waiting: 'Nothing leaves yet: a manager looks at what would be sent, and releases it.', see_sends: 'See what would be sent', keys: 'Keys', keys_title: 'All keys', key_move: 'move down and up', key_open: 'open', key_back: 'back', key_search: 'search', key_tasks: 'tasks', key_cases: 'cases', key_outcomes: 'in a task: choose the outcome', key_help: 'all keys',
  loading: 'Loading', not_found: 'There is no such page', not_found_hint: 'The address may be mistyped, or the page is not there yet.', to_tasks: 'Go to the tasks', try_again: 'Try again', load_failed: 'Could not load: {{reason}}', no_answer: 'the server does not answer', copied: 'Copied', copy: 'Copy {{what}}',
  load_more: 'Load more', close: 'Close', cancel: 'Cancel', zone: 'time zone {{zone}}', today: 'today', page_failed: 'Something is wrong with this page', reload: 'Reload',
  change_password: 'Change password', password_hint: 'Your sessions on other devices end.', password_changed: 'The password is changed.', old_password: 'Old password', new_password: 'New password (at least 10 characters)',
};
