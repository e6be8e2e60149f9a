export const frame = {
  tasks: '任务', cases: '案件', inbox: '收件箱', more: '更多', search: '查找客户、发票、案件', search_nothing: '没有匹配“{{text}}”的客户或案件', search_cases: '案件', search_customers: '客户',
  navigation: '主导航', sign_out: '退出登录', switch_person: '换人登录', language_other: 'English', shade_dark: '深色', shade_light: '浅色', person_menu: '账户菜单',
  test_clock: '测试时钟', next: '下一步', next_nothing: '没有待办事项', see_outcome: '查看结果', plus_day: '+1 天', plus_week: '+1 周', advancing: '正在推进到 {{target}}，现在 {{now}}', advance_failed: '推进已停止：{{reason}}',
  engine_away: '引擎暂不可用：您的操作仍会保存，催收步骤会在它恢复后自动继续。', server_away: '连不上 Dunlin，正在重试……您输入的内容还在。',
  sends_waiting: '目前不会对外发送任何消息：由经理查看将要发送的内容后放行。', see_sends: '查看将要发送的内容', keys: '快捷键', keys_title: '全部快捷键', key_move: '上下移动', key_open: '打开；在表单中：保存', key_line: '在备注中：换行', key_back: '返回', key_search: '查找', key_tasks: '任务', key_cases: '案件', key_outcomes: '在任务中：选择结果', key_help: '全部快捷键',
  loading: '正在加载', not_found: '没有这个页面', not_found_hint: '地址可能有误，或该页面尚未启用。', not_permitted: '您的角色看不到这个页面', not_permitted_hint: '这里的内容由其他职责的同事处理；角色由管理员授予。', to_tasks: '去看任务', try_again: '再试一次', load_failed: '未能加载：{{reason}}', no_answer: '连不上服务器', copied: '已复制', copy: '复制 {{what}}',
  load_more: '加载更多', close: '关闭', cancel: '取消', zone: '时区 {{zone}}', today: '今天', page_failed: '这个页面出错了', reload: '重新加载',
  change_password: '修改密码', password_hint: '修改后，其他设备上的会话立即结束。', password_changed: '密码已修改。', old_password: '原密码', new_password: '新密码（至少 10 个字符）',
};
