import type { MessageText, TemplateKey } from '../../template-facts.js';

export const application: Pick<Record<TemplateKey, MessageText>,
  'approver_prompt' | 'approver_reminder' | 'information_request' | 'decision_told' | 'handoff_pack' | 'channel_test' | 'invitation'> = {
  approver_prompt: {
    subject: '待您审批：{{ applicationNumber }}，{{ customerName }}，信用额度{{ limitAfter }}',
    body: `{{ approverName }}，您好！

{{ requesterName }}为{{ customerName }}申请信用额度（{{ stage }}），请于 {{ answerBy }} 前作出决定。{% include 'on_silence' %}

| | 现有 | 申请 |
| 信用额度 | {{ limitBefore }} | {{ limitAfter }} |
| 付款条件 | {{ termsBefore }} | {{ termsAfter }} |

| 目前欠款 | {{ owed }} |
| 其中逾期 | {{ overdue }} |
| 近十二个月销售额 | {{ salesTwelveMonths }} |
| 最长逾期 | {{ worstDelayDays }} 天 |
| 信用等级 | {{ grade }}（{{ score }} 分，满分 100） |

# 评级依据

{% for line in gradeReasons %}- {{ line }}
{% endfor %}
{% if reason != '' %}
# {{ requesterName }}的申请理由

{{ reason }}
{% endif %}
→ 查看详情并审批：{{ link }}

打开页面不会产生任何决定。{% if signInNeeded %}该金额需登录后审批。{% endif %}链接仅供{{ approverName }}本人使用，请勿转发本邮件。回复本邮件只作为备注存档，不视为决定。`,
    sms: '【{{ sellerName }}】{{ applicationNumber }} {{ customerName }}，额度{{ limitBefore }} → {{ limitAfter }}，等级 {{ grade }}。请于 {{ answerBy }} 前审批：{{ link }}',
  },
  approver_reminder: {
    subject: '提醒：{{ applicationNumber }}，{{ customerName }}待您审批，截至 {{ answerBy }}',
    body: `{{ approverName }}，您好！

{{ customerName }}的申请 {{ applicationNumber }}（信用额度{{ limitAfter }}）仍待您审批，请于 {{ answerBy }} 前作出决定。{% include 'on_silence' %}

→ 查看详情并审批：{{ link }}

打开页面不会产生任何决定。链接仅供{{ approverName }}本人使用。`,
    sms: '【{{ sellerName }}】{{ applicationNumber }} {{ customerName }}，额度{{ limitAfter }}仍待您审批，截至 {{ answerBy }}：{{ link }}',
  },
  information_request: {
    subject: '{{ applicationNumber }}：{{ customerName }}的信用申请需补充资料',
    body: `尊敬的{{ recipientName }}：

您好！为继续办理{{ customerName }}的信用申请 {{ applicationNumber }}，请于 {{ answerBy }} 前补充以下资料：

{% for line in missing %}- {{ line }}
{% endfor %}
{% if question != '' %}
{{ question }}
{% endif %}
→ 在此补充：{{ link }}

资料不齐，申请将无法审批。

{% include 'signature' %}`,
  },
  decision_told: {
    subject: `{{ applicationNumber }}，{{ customerName }}：{% case outcome %}{% when 'approved' %}已批准，{{ limit }}{% when 'approved_with_conditions' %}附条件批准，{{ limit }}{% when 'declined' %}未批准{% when 'withdrawn' %}已撤回{% when 'expired' %}已失效{% endcase %}`,
    body: `{{ recipientName }}，您好！

{% case outcome %}{% when 'approved' %}{{ customerName }}在{{ sellerName }}的信用申请 {{ applicationNumber }} 已批准并生效。
{% when 'approved_with_conditions' %}{{ customerName }}在{{ sellerName }}的信用申请 {{ applicationNumber }} 已附条件批准。
{% when 'declined' %}{{ customerName }}在{{ sellerName }}的信用申请 {{ applicationNumber }} 未获批准，额度与付款条件维持不变。
{% when 'withdrawn' %}{{ customerName }}在{{ sellerName }}的信用申请 {{ applicationNumber }} 已撤回，额度与付款条件维持不变。
{% when 'expired' %}{{ customerName }}在{{ sellerName }}的信用申请 {{ applicationNumber }} 逾期未决，已失效，额度与付款条件维持不变。
{% endcase %}
{% if outcome == 'approved' or outcome == 'approved_with_conditions' %}
| 信用额度 | {{ limit }} |
| 付款条件 | {{ terms }} |
{% if validUntil != '' %}| 有效期至 | {{ validUntil }} |
{% endif %}{% endif %}
{% if conditions.size > 0 %}
# 条件

{% for line in conditions %}- {{ line }}
{% endfor %}{% endif %}
{% if reason != '' %}
原因：{{ reason }}
{% endif %}{% if applyAgainFrom != '' %}
自 {{ applyAgainFrom }}起可再次申请。
{% endif %}
→ 查看申请：{{ link }}`,
  },
  handoff_pack: {
    subject: `{{ sellerName }}：{% case kind %}{% when 'insurance_claim' %}索赔资料{% when 'legal' %}法律追偿资料{% when 'agency' %}委托催收资料{% when 'guarantor_demand' %}保证责任履行通知{% endcase %} {{ handoffNumber }}，{{ customerName }}`,
    body: `尊敬的{{ recipientName }}：

您好！{% case kind %}{% when 'insurance_claim' %}我司就对{{ customerName }}的应收账款，在信用保险项下提出索赔。
{% when 'legal' %}我司委托贵所就对{{ customerName }}的应收账款进行法律追偿。
{% when 'agency' %}我司委托贵司代为催收对{{ customerName }}的应收账款。
{% when 'guarantor_demand' %}{{ customerName }}未按期支付下列款项，现请贵方依据保证合同承担保证责任。
{% endcase %}
| 我司编号 | {{ handoffNumber }} |
| 债务人 | {{ customerName }} |
| 未付笔数 | {{ itemCount }} |
| 金额 | {{ total }} |

→ 下载证据材料：{{ link }}

链接有效期至 {{ linkValidUntil }}。材料包括证据清单、发票明细、历次联系记录及送达情况、函件和文件校验清单。文件 SHA-256 校验值为 {{ fingerprint }}，下载后请核对。

请确认收到，并告知贵方编号及联系人。材料含个人信息，仅限本事项使用，请予保密。

{% include 'signature' %}`,
  },
  channel_test: {
    subject: '{{ sellerName }}：测试消息',
    body: `这是{{ sellerName }}的测试消息，由{{ requestedBy }}于 {{ sentAt }}发起。

收到即表示通道可用，无需任何操作。`,
    sms: '【{{ sellerName }}】测试消息，无需任何操作。',
  },
  invitation: {
    subject: '{{ inviterName }}邀请您使用{{ sellerName }}信用管理系统',
    body: `{{ recipientName }}，您好！

{{ inviterName }}已为您开通{{ sellerName }}信用管理系统的账号。

您的角色：
{% for role in roles %}- {{ role }}
{% endfor %}
→ 设置密码并登录：{{ link }}

链接仅可使用一次，有效期至 {{ linkValidUntil }}。如您并不知晓此邀请，请勿操作，并告知{{ inviterName }}。`,
  },
};
