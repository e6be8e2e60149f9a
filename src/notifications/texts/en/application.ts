import type { MessageText, TemplateKey } from '../../template-facts.js';

export const application: Pick<Record<TemplateKey, MessageText>,
  'approver_prompt' | 'approver_reminder' | 'information_request' | 'decision_told' | 'handoff_pack' | 'channel_test' | 'invitation'> = {
  approver_prompt: {
    subject: 'Decision needed: {{ applicationNumber }}, {{ customerName }}, credit limit {{ limitAfter }}',
    body: `Hello {{ approverName }},

{{ requesterName }} asks for a credit limit for {{ customerName }} ({{ stage }}). Your decision is needed by {{ answerBy }}. {% include 'on_silence' %}

| | Now | Asked for |
| Credit limit | {{ limitBefore }} | {{ limitAfter }} |
| Payment terms | {{ termsBefore }} | {{ termsAfter }} |

| Owes today | {{ owed }} |
| of which overdue | {{ overdue }} |
| Sales in the last twelve months | {{ salesTwelveMonths }} |
| Worst delay | {{ worstDelayDays }} days |
| Grade | {{ grade }} ({{ score }} of 100 points) |

# Why this grade

{% for line in gradeReasons %}- {{ line }}
{% endfor %}
{% if reason != '' %}
# Reason given by {{ requesterName }}

{{ reason }}
{% endif %}
→ See everything and decide: {{ link }}

Opening the page decides nothing. {% if signInNeeded %}For this amount you will be asked to sign in. {% endif %}The link is for {{ approverName }} only: please do not forward this mail. An answer to it is filed as a note and decides nothing.`,
    sms: '{{ sellerName }}: {{ applicationNumber }} {{ customerName }}, limit {{ limitBefore }} -> {{ limitAfter }}, grade {{ grade }}. Decide by {{ answerBy }}: {{ link }}',
  },
  approver_reminder: {
    subject: 'Reminder: {{ applicationNumber }}, {{ customerName }} waits for your decision until {{ answerBy }}',
    body: `Hello {{ approverName }},

The application {{ applicationNumber }} for {{ customerName }}, credit limit {{ limitAfter }}, still waits for your decision. Please decide by {{ answerBy }}. {% include 'on_silence' %}

→ See everything and decide: {{ link }}

Opening the page decides nothing. The link is for {{ approverName }} only.`,
    sms: '{{ sellerName }}: {{ applicationNumber }} {{ customerName }}, limit {{ limitAfter }} still waits for you. Decide by {{ answerBy }}: {{ link }}',
  },
  information_request: {
    subject: '{{ applicationNumber }}: information needed for the credit application of {{ customerName }}',
    body: `Dear {{ recipientName }},

To go on with the credit application {{ applicationNumber }} for {{ customerName }} we need the following by {{ answerBy }}:

{% for line in missing %}- {{ line }}
{% endfor %}
{% if question != '' %}
{{ question }}
{% endif %}
→ Add it here: {{ link }}

Without it the application cannot be decided.

{% include 'signature' %}`,
  },
  decision_told: {
    subject: `{{ applicationNumber }}, {{ customerName }}: {% case outcome %}{% when 'approved' %}approved, {{ limit }}{% when 'approved_with_conditions' %}approved with conditions, {{ limit }}{% when 'declined' %}declined{% when 'withdrawn' %}withdrawn{% when 'expired' %}expired{% endcase %}`,
    body: `Hello {{ recipientName }},

{% case outcome %}{% when 'approved' %}The credit application {{ applicationNumber }} for {{ customerName }} at {{ sellerName }} has been approved and is in force.
{% when 'approved_with_conditions' %}The credit application {{ applicationNumber }} for {{ customerName }} at {{ sellerName }} has been approved with conditions.
{% when 'declined' %}The credit application {{ applicationNumber }} for {{ customerName }} at {{ sellerName }} has been declined. Limit and terms stay as they were.
{% when 'withdrawn' %}The credit application {{ applicationNumber }} for {{ customerName }} at {{ sellerName }} has been withdrawn. Limit and terms stay as they were.
{% when 'expired' %}The credit application {{ applicationNumber }} for {{ customerName }} at {{ sellerName }} has expired without a decision. Limit and terms stay as they were.
{% endcase %}
{% if outcome == 'approved' or outcome == 'approved_with_conditions' %}
| Credit limit | {{ limit }} |
| Payment terms | {{ terms }} |
{% if validUntil != '' %}| Valid until | {{ validUntil }} |
{% endif %}{% endif %}
{% if conditions.size > 0 %}
# Conditions

{% for line in conditions %}- {{ line }}
{% endfor %}{% endif %}
{% if reason != '' %}
Reason: {{ reason }}
{% endif %}{% if applyAgainFrom != '' %}
You may apply again from {{ applyAgainFrom }}.
{% endif %}
→ See the application: {{ link }}`,
  },
  handoff_pack: {
    subject: `{{ sellerName }}: {% case kind %}{% when 'insurance_claim' %}claim documents{% when 'legal' %}documents for legal recovery{% when 'agency' %}documents for collection{% when 'guarantor_demand' %}demand under the guarantee{% endcase %} {{ handoffNumber }}, {{ customerName }}`,
    body: `Dear {{ recipientName }},

{% case kind %}{% when 'insurance_claim' %}We submit a claim under our credit insurance for receivables from {{ customerName }}.
{% when 'legal' %}We ask you to take up the legal recovery of our receivables from {{ customerName }}.
{% when 'agency' %}We ask you to take up the collection of our receivables from {{ customerName }}, on our behalf.
{% when 'guarantor_demand' %}{{ customerName }} has not paid the receivables below. We demand payment from you under your guarantee.
{% endcase %}
| Our reference | {{ handoffNumber }} |
| Debtor | {{ customerName }} |
| Open items | {{ itemCount }} |
| Sum | {{ total }} |

→ Fetch the evidence pack: {{ link }}

The link works until {{ linkValidUntil }}. The pack holds a list of evidence, the invoices, every contact with its proof of delivery, the letters, and a manifest. Its SHA-256 is {{ fingerprint }}; please check it after the download.

Please confirm that you have received it and name your reference and a contact. Treat the pack as confidential: it contains personal data, for this purpose only.

{% include 'signature' %}`,
  },
  channel_test: {
    subject: '{{ sellerName }}: test message',
    body: `This is a test message of {{ sellerName }}, asked for by {{ requestedBy }} on {{ sentAt }}.

It shows that messages reach you. There is nothing to do.`,
    sms: '{{ sellerName }}: test message, nothing to do.',
  },
  invitation: {
    subject: '{{ inviterName }} invites you to credit management at {{ sellerName }}',
    body: `Hello {{ recipientName }},

{{ inviterName }} has set up an account for you in the credit management of {{ sellerName }}.

Your roles:
{% for role in roles %}- {{ role }}
{% endfor %}
→ Choose a password and sign in: {{ link }}

The link works once, until {{ linkValidUntil }}. If you did not expect this invitation, leave it alone and tell {{ inviterName }}.`,
  },
};
