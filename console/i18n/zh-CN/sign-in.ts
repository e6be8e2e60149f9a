export const signIn = {
  title: '登录 Dunlin', email: '邮箱', password: '密码', sign_in: '登录', sample_title: '样例公司：点一下即可登录', sample_hint: '每个人的职责不同，看到的任务也不同。', or_password: '或用密码登录',
  first_title: '成为第一位管理员', first_hint: '这个链接只能使用一次。之后由您邀请其他人。', invitation_title: '设置密码', invitation_hint: '链接只能使用一次，之后用邮箱和此密码登录。', name: '姓名', phone: '手机（选填，如 +8613800138000）', language: '语言', time_zone: '时区', country: '国家代码（如 CN）', new_password: '密码（至少 10 个字符）',
  become: '成为管理员', accept: '设置密码并登录', link_missing: '地址中缺少链接口令，请完整复制链接后再打开。', refused: '未能登录：{{reason}}', field_needed: '请填写', password_short: '至少 10 个字符', welcome: '赊销管理：从授信到回款',
};
