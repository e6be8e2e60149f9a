import type { MessageText, TemplateKey, Texts } from '../../template-facts.js';

export const partials: Texts['partials'] = {
  four_parts: `{% if demanded.size > 0 %}
# Due for payment

| Invoice | Issued | Due | Days overdue | Open amount |
{% for item in demanded %}| {{ item.invoiceNumber }} | {{ item.issuedOn }} | {{ item.dueOn }} | {{ item.daysOverdue }} | {{ item.openAmount }} |
{% endfor %}
Total due: {{ demandedTotal }}
{% endif %}
{% if dueSoon.size > 0 %}
# Due soon (for your information)

| Invoice | Issued | Due | Open amount |
{% for item in dueSoon %}| {{ item.invoiceNumber }} | {{ item.issuedOn }} | {{ item.dueOn }} | {{ item.openAmount }} |
{% endfor %}
Together {{ dueSoonTotal }}. These are not yet due; we list them so that you can plan the payment.
{% endif %}
{% if disputed.size > 0 %}
# In dispute (not part of the sum due)

| Invoice | Due | Amount in dispute |
{% for item in disputed %}| {{ item.invoiceNumber }} | {{ item.dueOn }} | {{ item.openAmount }} |
{% endfor %}
Together {{ disputedTotal }}. We are looking into your objection and do not ask for these amounts here. Our rights concerning them are reserved.
{% endif %}
{% if unallocated.size > 0 %}
# Received and not yet allocated

| Received | Reference | Amount |
{% for payment in unallocated %}| {{ payment.receivedOn }} | {{ payment.reference }} | {{ payment.amount }} |
{% endfor %}
Together {{ unallocatedTotal }}. This money has reached us but is not yet matched to an invoice, and is not deducted above. Please tell us which invoices it pays.
{% endif %}`,
  how_to_pay: `# How to pay

| Account name | {{ bank.accountName }} |
| Bank | {{ bank.bankName }} |
| Account number | {{ bank.accountNumber }} |
{% if bank.swiftCode != '' %}| SWIFT/BIC | {{ bank.swiftCode }} |
{% endif %}
Please quote the invoice numbers. We never announce new bank details by e-mail alone: if you receive such a message, call us on a number you already know before you pay.`,
  signature: `Kind regards,
{{ contactName }}
{{ sellerName }}
{{ contactPhone }} {{ contactEmail }}`,
  on_silence: `{% case onSilence %}{% when 'remind' %}If nobody answers by then, you will be reminded.{% when 'pass_to_substitute' %}If nobody answers by then, your substitute will be asked.{% when 'escalate_to_next_stage' %}If nobody answers by then, the application goes to the next stage.{% when 'expire' %}If nobody answers by then, the application expires without a decision.{% endcase %}`,
};

const reminderSms = '{{ sellerName }}: a payment to us is past its due date. Details are in our e-mail. Questions: {{ contactName }}, {{ contactPhone }}.';

export const collection: Pick<Record<TemplateKey, MessageText>,
  'escalation_reminder.friendly' | 'escalation_reminder.firm' | 'escalation_reminder.final' | 'notice_cover' | 'call_script' | 'sales_heads_up'> = {
  'escalation_reminder.friendly': {
    subject: '{% if demanded.size > 0 %}{{ sellerName }}: payment reminder, {{ demandedTotal }}{% else %}{{ sellerName }}: invoices due soon, {{ dueSoonTotal }}{% endif %}',
    body: `Dear {{ recipientName }},

{% if demanded.size > 0 %}According to our records the invoices below to {{ customerName }} have passed their due date. If the payment is already on its way, thank you; please let us know its date. If not, may we ask you to pay by {{ payBy }}.
{% else %}A short note for your planning: the invoices below to {{ customerName }} fall due in the next days.
{% endif %}
{% include 'four_parts' %}

{% include 'how_to_pay' %}
{% if portalLink != '' %}
→ See the invoices, name a payment date or raise an objection: {{ portalLink }}
{% endif %}
If something is not right with a delivery, a price or a document, please tell us now, so that we can put it right together.

{% include 'signature' %}`,
    sms: reminderSms,
  },
  'escalation_reminder.firm': {
    subject: '{{ sellerName }}: overdue payment, please pay {{ demandedTotal }} by {{ payBy }}',
    body: `Dear {{ recipientName }},

The invoices below to {{ customerName }} are overdue. We ask you to pay {{ demandedTotal }} by {{ payBy }}, or to tell us by then on which day you will pay, or what stands in the way.

{% include 'four_parts' %}

{% include 'how_to_pay' %}
{% if portalLink != '' %}
→ See the invoices, name a payment date or raise an objection: {{ portalLink }}
{% endif %}
The sum is the open principal. It contains no interest or compensation for late payment; our rights to these are reserved.

{% include 'signature' %}`,
    sms: reminderSms,
  },
  'escalation_reminder.final': {
    subject: '{{ sellerName }}: final reminder, {{ demandedTotal }} to be paid by {{ payBy }}',
    body: `Dear {{ recipientName }},

The invoices below to {{ customerName }} remain unpaid. We request payment of {{ demandedTotal }}, received in our account, by {{ payBy }}.

{% include 'four_parts' %}

{% include 'how_to_pay' %}
{% if portalLink != '' %}
→ See the invoices, name a payment date or raise an objection: {{ portalLink }}
{% endif %}
If we receive neither the payment nor a proposal from you by that day, we will decide on the further steps that the contract and the law provide, such as deliveries against prepayment only, a notice to our credit insurer, or legal recovery. We would much prefer to settle this with you directly.

The sum is the open principal. It contains no interest or compensation for late payment. All our rights under the contract and the law are reserved; nothing in this message waives any of them or grants further time.

{% include 'signature' %}`,
    sms: reminderSms,
  },
  notice_cover: {
    subject: '{{ sellerName }}: notice {{ noticeNumber }}, payment of {{ demandedTotal }} by {{ payBy }}',
    body: `Dear {{ recipientName }},

Attached is our written notice {{ noticeNumber }} to {{ customerName }} ({{ fileName }}). It demands payment of {{ demandedTotal }} by {{ payBy }} and lists each invoice.

Please pass it to whoever decides on payments, and confirm that you have received it by signing and returning its last part, or by answering this e-mail.

If you believe that the notice is wrong in any point, tell us which, and why, in your answer.

{% include 'signature' %}`,
  },
  call_script: {
    subject: 'Call {{ customerName }}: {{ demandedTotal }} overdue',
    body: `Call {{ recipientName }}, {{ customerName }}, {{ recipientPhone }}, for {{ sellerName }}.
{% if brokenPromise != '' %}
A promise was not kept: {{ brokenPromise }}. Ask first what happened.
{% endif %}{% if lastContact != '' %}
Last contact: {{ lastContact }}.
{% endif %}
# 1. Open

"Good day, this is … of {{ sellerName }}. Am I speaking with {{ recipientName }}? I am calling about invoices to {{ customerName }}. Is this a good moment?" Speak about the debt with nobody else; to others leave your name and number only.

# 2. State the facts
{% include 'four_parts' %}
# 3. Ask, and wait for the answer

- Have you received the invoices, and are they in order?
- Is the payment planned? On which day, and for which amount? We ask for {{ demandedTotal }} by {{ payBy }}.
- If not: what is missing, and from whom?

# 4. Close

Repeat the date and the amount that were agreed, and say that you will note them. Agree to no reduction, extension or instalments on the telephone: note the wish, it will be decided. Mention no consequence that has not been decided. Thank them for their time.

# 5. Record

Promised (day and amount) · disputes it (what, how much) · says it is paid (day, from which bank) · waits for a document (which) · in approval or in the next payment run (day) · no answer · wrong number · call back (when) · other.`,
  },
  sales_heads_up: {
    subject: '{{ customerName }} is overdue with {{ demandedTotal }}; next: {{ nextStep }} on {{ nextStepOn }}',
    body: `Hello {{ salespersonName }},

Your customer {{ customerName }} is overdue at {{ sellerName }}. The next step is "{{ nextStep }}" on {{ nextStepOn }}.

If you know a reason why the customer should not hear it then (a complaint, a return, a payment that is agreed), tell the collector by {{ objectBy }}. If you say nothing, the step is taken.

→ See the case or object: {{ link }}
{% include 'four_parts' %}
Please agree on no extension or deduction with the customer yourself: credit insurance and guarantees can depend on the original due date.`,
  },
};
