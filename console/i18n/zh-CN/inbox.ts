export const inbox = {
  title: '本地收件箱', nothing_left: '没有任何消息离开过这台机器：未接通邮件和短信，一切都收在这里，链接可以直接点。', own_and_outside: '您能看到发给您本人和发给客户的消息。', own_only: '您能看到发给您本人的消息。', channel: '渠道', any_channel: '全部渠道', to: '收件人', from: '发件人', subject: '主题', at: '时间', empty: '还没有消息', empty_hint: '步骤到期后，本应发出的邮件和短信会出现在这里；请推进时钟。', choose: '选择一封消息', choose_hint: '用 j、k 上下移动。', as_text: '纯文本', as_html: '网页', attachments: '附件', copy_note: '可能重复（第 {{copy}} 份）', case: '打开案件', html_title: '消息内容', back: '返回列表',
};
