export const tasks = {
  title: 'Tasks', now: 'Now', today: 'Today', later: 'Later', no_date: 'No due date', owner: 'Owner', mine: 'my roles', everyone: 'everybody', kind: 'Kind', any_kind: 'all kinds', why: 'Why', customer: 'Customer', collectable: 'Collectable', oldest: 'Oldest', next: 'Next in the case', due: 'Due',
  days_one: '{{count}} day', days_other: '{{count}} days', empty: 'Nothing to do', empty_hint: 'Tasks come by themselves when a step falls due, a customer answers or an application waits for approval. Move the clock, or look at everybody’s tasks.', choose_hint: 'Move with j and k, choose the outcome with the number keys.',
  since: 'since {{at}}', due_at: 'due {{at}}', no_due: 'no due date', if_nobody: 'If nobody does it: {{what}}, {{when}}', nothing_follows: 'The case has no further step', money: '{{overdue}} overdue · {{collectable}} collectable · items: {{items}} · oldest {{days}} days', last_said: 'Last heard: {{what}}', never_said: 'Never contacted', say: 'Say', copy_wechat: 'Copy for WeChat', open_case: 'Open the case', back: 'Back to the list',
  outcome: 'What the call brought', outcome_promised: 'Promised', outcome_disputed: 'Disputes', outcome_says_paid: 'Says paid', outcome_waits_for_papers: 'Waits for papers', outcome_in_payment_run: 'In payment run', outcome_no_answer: 'No answer', outcome_call_back: 'Call back', outcome_wrong_number: 'Wrong number', outcome_other: 'Other', save: 'Save outcome',
  effect_promised: 'Records a promise to pay; that part rests until its day.', effect_disputed: 'Records a dispute; only its amount rests.', effect_says_paid: 'The case rests for three working days at most; finance looks for the payment.', effect_waits_for_papers: 'The case rests for three working days at most; sales sends the papers.', effect_in_payment_run: 'The day of the payment run counts as a promise.', effect_none: 'Nothing rests; the ladder goes on.',
  said: 'Last words', quoted: '“{{words}}”', insurer: 'Insurer', insured: 'insured',
  done: 'Mark as done', noted: 'Noted', object: 'Object', object_hint: 'The collector is asked for a contact hold and decides.', why_object: 'Why you object', decide: 'Decide', go_on: 'Reviewed, go on', go_on_hint: 'After the review the case goes on up the ladder; to stop it, place a contact hold in the case first.', approve_handoff: 'Approve handoff', refuse_handoff: 'Refuse handoff', counterparty: 'Counterparty', counterparty_email: 'Counterparty’s e-mail', refuse_until: 'May be asked again from', route: 'Route', acknowledge: 'They acknowledged it', recalled: 'Recall the handoff',
  steps_unheard: 'Steps that nobody could hear', add_contact: 'Add contact person', contact_name: 'Name', contact_role: 'Role', contact_email: 'E-mail', contact_phone: 'Phone (as +8613800138000)', contact_added: 'Added; the next step will reach them.', in_application: 'Open the application', not_yours: 'This needs another role ({{roles}}).',
  stuck_hint: 'Twenty acts in a row came to nothing, so it rests. Put right what they failed on, then let it look again.',
};

export const taskKinds = {
  call: 'call', sales_heads_up: 'sales told', nobody_to_contact: 'no contact', contact_outcome_unknown: 'outcome unknown', story_stuck: 'stuck', manager_review: 'review', handoff_approval: 'handoff', find_payment: 'find payment', send_papers: 'send papers', objection: 'objection', acknowledge_handoff: 'acknowledgement', approval: 'approve', nobody_to_approve: 'no approver', application_information: 'information',
};

/** In a sentence: what is to be done. */
export const taskTitles = {
  call: 'Call {{customer}}', sales_heads_up: '{{customer}} is overdue', nobody_to_contact: 'Nobody to contact at {{customer}}', contact_outcome_unknown: 'Clear up a message to {{customer}}', story_stuck: 'The story of {{customer}} is stuck', manager_review: 'Review {{customer}}', handoff_approval: 'Decide on the handoff of {{customer}}', find_payment: '{{customer}} says it is paid: find it', send_papers: 'Send papers to {{customer}}', objection: 'Sales objects to pursuing {{customer}}', acknowledge_handoff: 'Get the handoff of {{customer}} acknowledged', approval: 'Decide on the application of {{customer}}', nobody_to_approve: 'Nobody can approve for {{customer}}', application_information: 'Complete the application of {{customer}}',
};

export const contactRoles = { accounts_payable: 'accounts payable', finance: 'finance', finance_manager: 'head of finance', management: 'management', owner: 'owner', purchasing: 'purchasing', sales: 'sales', logistics: 'logistics', legal: 'legal' };

export const handoffRoutes = { insurance_claim: 'insurance claim', legal: 'legal' };
