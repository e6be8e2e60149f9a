import type { MessageText, TemplateKey, Texts } from '../../template-facts.js';

export const partials: Texts['partials'] = {
  four_parts: `{% if demanded.size > 0 %}
# 应付款项

| 发票号码 | 开票日期 | 到期日 | 逾期天数 | 未付金额 |
{% for item in demanded %}| {{ item.invoiceNumber }} | {{ item.issuedOn }} | {{ item.dueOn }} | {{ item.daysOverdue }} | {{ item.openAmount }} |
{% endfor %}
应付合计：{{ demandedTotal }}
{% endif %}
{% if dueSoon.size > 0 %}
# 即将到期（仅供参考）

| 发票号码 | 开票日期 | 到期日 | 未付金额 |
{% for item in dueSoon %}| {{ item.invoiceNumber }} | {{ item.issuedOn }} | {{ item.dueOn }} | {{ item.openAmount }} |
{% endfor %}
合计{{ dueSoonTotal }}。以上款项尚未到期，列出仅为方便贵司安排资金。
{% endif %}
{% if disputed.size > 0 %}
# 存在争议（未计入应付合计）

| 发票号码 | 到期日 | 争议金额 |
{% for item in disputed %}| {{ item.invoiceNumber }} | {{ item.dueOn }} | {{ item.openAmount }} |
{% endfor %}
合计{{ disputedTotal }}。贵司提出的异议我司正在核实，本次未就该部分请求付款；我司就该部分的权利予以保留。
{% endif %}
{% if unallocated.size > 0 %}
# 已收到但尚未核销的款项

| 收款日期 | 附言 | 金额 |
{% for payment in unallocated %}| {{ payment.receivedOn }} | {{ payment.reference }} | {{ payment.amount }} |
{% endfor %}
合计{{ unallocatedTotal }}。款项我司已收到，但尚未对应到具体发票，故未从上述金额中扣除。请告知所付发票号码。
{% endif %}`,
  how_to_pay: `# 收款账户

| 户名 | {{ bank.accountName }} |
| 开户行 | {{ bank.bankName }} |
| 账号 | {{ bank.accountNumber }} |
{% if bank.swiftCode != '' %}| SWIFT 代码 | {{ bank.swiftCode }} |
{% endif %}
付款时请注明发票号码。我司不会仅以邮件通知变更收款账户；如收到此类邮件，请先拨打您已知的电话与我司核实，再行付款。`,
  signature: `此致
{{ sellerName }}
{{ contactName }}
{{ contactPhone }} {{ contactEmail }}`,
  on_silence: `{% case onSilence %}{% when 'remind' %}逾时未处理，系统将再次提醒。{% when 'pass_to_substitute' %}逾时未处理，将转由您的代理人审批。{% when 'escalate_to_next_stage' %}逾时未处理，申请将转至下一审批环节。{% when 'expire' %}逾时未处理，申请将失效，不作出任何决定。{% endcase %}`,
};

const reminderSms = '【{{ sellerName }}】贵司有款项已过付款日期，明细已发送至邮箱。如有疑问请联系{{ contactName }}，{{ contactPhone }}。';

export const collection: Pick<Record<TemplateKey, MessageText>,
  'escalation_reminder.friendly' | 'escalation_reminder.firm' | 'escalation_reminder.final' | 'notice_cover' | 'call_script' | 'sales_heads_up'> = {
  'escalation_reminder.friendly': {
    subject: '{% if demanded.size > 0 %}{{ sellerName }}付款提醒：{{ demandedTotal }}{% else %}{{ sellerName }}：发票即将到期，{{ dueSoonTotal }}{% endif %}',
    body: `尊敬的{{ recipientName }}：

您好！{% if demanded.size > 0 %}根据我司账务记录，{{ customerName }}的下列款项已过付款日期。如已安排付款，谨致谢意，并请告知付款日期；如尚未安排，烦请于 {{ payBy }}（含当日）前支付。
{% else %}{{ customerName }}的下列款项将于近日到期，特此告知，以便贵司安排资金。
{% endif %}
{% include 'four_parts' %}

{% include 'how_to_pay' %}
{% if portalLink != '' %}
→ 查看发票、告知付款日期或提出异议：{{ portalLink }}
{% endif %}
如对交货、价格或单据有任何疑问，请及时告知，我司将尽快与贵司一同解决。

{% include 'signature' %}`,
    sms: reminderSms,
  },
  'escalation_reminder.firm': {
    subject: '{{ sellerName }}：款项已逾期，请于 {{ payBy }}前支付{{ demandedTotal }}',
    body: `尊敬的{{ recipientName }}：

您好！{{ customerName }}的下列款项已经逾期。请贵司于 {{ payBy }}（含当日）前支付{{ demandedTotal }}；如届时无法付清，请在该日之前书面告知具体付款日期或未付原因。

{% include 'four_parts' %}

{% include 'how_to_pay' %}
{% if portalLink != '' %}
→ 查看发票、告知付款日期或提出异议：{{ portalLink }}
{% endif %}
以上金额为未付本金，不含逾期付款违约金或利息；我司保留就此主张的权利。

{% include 'signature' %}`,
    sms: reminderSms,
  },
  'escalation_reminder.final': {
    subject: '{{ sellerName }}：最后一次付款提醒，请于 {{ payBy }}前支付{{ demandedTotal }}',
    body: `尊敬的{{ recipientName }}：

您好！截至目前，{{ customerName }}的下列款项仍未支付。现请贵司于 {{ payBy }}（含当日）前将{{ demandedTotal }}支付至我司账户。

{% include 'four_parts' %}

{% include 'how_to_pay' %}
{% if portalLink != '' %}
→ 查看发票、告知付款日期或提出异议：{{ portalLink }}
{% endif %}
如在上述日期前既未收到款项，也未收到贵司的付款安排，我司将依据合同及法律规定考虑后续措施，包括改为款到发货、向信用保险人报告、通过法律途径主张债权等。我司更希望与贵司直接协商解决。

以上金额为未付本金，不含逾期付款违约金或利息。我司保留合同及法律赋予的全部权利；本邮件不构成对任何权利的放弃，也不构成对付款期限的宽展。

{% include 'signature' %}`,
    sms: reminderSms,
  },
  notice_cover: {
    subject: '{{ sellerName }}：催款函 {{ noticeNumber }}，请于 {{ payBy }}前支付{{ demandedTotal }}',
    body: `尊敬的{{ recipientName }}：

您好！随信附上我司致{{ customerName }}的催款函，编号 {{ noticeNumber }}（附件：{{ fileName }}）。该函请求贵司于 {{ payBy }}（含当日）前支付{{ demandedTotal }}，并逐笔列明了所涉发票。

请转交贵司负责付款的人员，并签收后将函末回执寄回或扫描发回；也可直接回复本邮件确认收到。

如认为函中内容有误，请在回复中具体说明。

{% include 'signature' %}`,
  },
  call_script: {
    subject: '致电{{ customerName }}：逾期{{ demandedTotal }}',
    body: `代表{{ sellerName }}致电{{ customerName }}，联系人{{ recipientName }}，电话 {{ recipientPhone }}。
{% if brokenPromise != '' %}
对方的付款承诺未兑现：{{ brokenPromise }}。请先了解原因。
{% endif %}{% if lastContact != '' %}
上次联系：{{ lastContact }}。
{% endif %}
# 一、开场

“您好，我是{{ sellerName }}的……，请问是{{ recipientName }}吗？想就{{ customerName }}的几张发票与您沟通一下，现在方便吗？”只与联系人本人谈欠款；对其他人只留姓名和电话。

# 二、说明情况
{% include 'four_parts' %}
# 三、提问并倾听

- 发票是否已收到？核对无误吗？
- 是否已安排付款？哪天付、付多少？我司请求于 {{ payBy }}前支付{{ demandedTotal }}。
- 如未安排：还缺什么？需要谁来办？

# 四、收尾

复述约定的日期和金额，并告知将作记录。电话中不同意减免、延期或分期：记下对方的要求，由公司决定。不提及尚未决定的后果。感谢对方的时间。

# 五、记录结果

承诺付款（日期、金额）· 有异议（内容、金额）· 称已付款（日期、付款行）· 等待单据（何种单据）· 审批中或下次付款日（日期）· 无人接听 · 号码有误 · 另约时间（何时）· 其他。`,
  },
  sales_heads_up: {
    subject: '{{ customerName }}已逾期{{ demandedTotal }}；下一步：{{ nextStepOn }} {{ nextStep }}',
    body: `{{ salespersonName }}，您好！

您负责的客户{{ customerName }}对{{ sellerName }}的款项已逾期。下一步为 {{ nextStepOn }}的“{{ nextStep }}”。

如有不宜届时联系客户的原因（投诉、退货、已约定付款等），请于 {{ objectBy }}前告知催收专员；如无异议，将按期进行。

→ 查看案件或提出异议：{{ link }}
{% include 'four_parts' %}
请勿自行与客户约定延期或扣款：信用保险与担保的效力可能取决于原到期日。`,
  },
};
